namespace Weft.Wire;

/// <summary>One IPv4 option: its type and, without the type and length octets, its data.</summary>
public readonly ref struct Ipv4Option
{
    internal Ipv4Option(byte type, ReadOnlySpan<byte> data)
    {
        Type = type;
        Data = data;
    }

    /// <summary>End of the list.</summary>
    public const byte EndOfList = 0;

    /// <summary>A single octet of filling.</summary>
    public const byte NoOperation = 1;

    /// <summary>Routers must look at the packet (RFC 2113); IGMP and MLD-like signalling carry it.</summary>
    public const byte RouterAlert = 148;

    public byte Type { get; }

    public ReadOnlySpan<byte> Data { get; }
}
