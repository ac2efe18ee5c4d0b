namespace Weft.Protocols.Dhcp;

/// <summary>Times and limits of the DHCP engine that no fabric file needs to set.</summary>
public static class DhcpLimits
{
    /// <summary>How long a client's message waits for its answer (MAX_DHCP_RESPONSE_TIME, RFC 7513 section 9).</summary>
    public static readonly TimeSpan ResponseTime = TimeSpan.FromSeconds(120);

    /// <summary>A lease is kept at most this long over its time: the answer that prolongs it may be under way.</summary>
    public static readonly TimeSpan ExpiryGrace = ResponseTime;

    /// <summary>What part of its time a short lease is kept longer: as much as clients ask any server before it ends (T2, RFC 2131 section 4.4.5).</summary>
    public const int GracePart = 8;

    /// <summary>An address that a host has found in use is given to nobody for so long.</summary>
    public static readonly TimeSpan QuarantineTime = TimeSpan.FromSeconds(60);

    /// <summary>Messages that wait for their answers, of one port. A new one takes the place of the oldest.</summary>
    public const int TransactionsPerPort = 256;

    /// <summary>Addresses in quarantine at one time.</summary>
    public const int Quarantined = 1_024;

    /// <summary>Messages of its clients that a port may have at once.</summary>
    public const int ClientBurst = 128;

    /// <summary>Messages of its clients that a port may have each second after that.</summary>
    public const int ClientMessagesPerSecond = 32;

    /// <summary>A relay passes no message on that has passed so many (RFC 1542 section 4.1.1).</summary>
    public const int MaximumHops = 16;

    /// <summary>Longest message that is relayed, in octets: what an Ethernet frame holds behind IPv6 and UDP.</summary>
    public const int MaximumMessage = 1_452;

    /// <summary>Hop limit of what the relay sends to clients.</summary>
    public const byte HopLimit = 64;

    /// <summary>How long a lease of some duration is kept.</summary>
    public static TimeSpan KeptFor(TimeSpan lease) => lease + (lease / GracePart < ExpiryGrace ? lease / GracePart : ExpiryGrace);
}
