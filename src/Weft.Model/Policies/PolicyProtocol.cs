namespace Weft.Model;

/// <summary>Numbers of IP protocols that policies know by name (IANA protocol numbers).</summary>
public static class PolicyProtocol
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte Icmpv6 = 58;
    public const byte Sctp = 132;

    /// <summary>True for protocols whose packets have ports.</summary>
    public static bool HasPorts(byte protocol) => protocol is Tcp or Udp or Sctp;
}
