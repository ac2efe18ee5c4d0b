using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An ARP or RARP packet for IPv4 over Ethernet (RFC 826, RFC 903).</summary>
/// <remarks><code>
/// 0       2       4   5   6       8           14      18          24      28
/// | htype | ptype |hln|pln| op    | sha       | spa   | tha       | tpa   |
/// </code></remarks>
public readonly ref struct ArpView
{
    private readonly ReadOnlySpan<byte> _octets;

    private ArpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public ArpOperation Operation => (ArpOperation)BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]);

    public MacAddress SenderMac => MacAddress.Read(_octets[8..]);

    public IpAddress SenderAddress => IpAddress.ReadIpv4(_octets[14..]);

    public MacAddress TargetMac => MacAddress.Read(_octets[18..]);

    public IpAddress TargetAddress => IpAddress.ReadIpv4(_octets[24..]);

    /// <summary>A request without a sender address: somebody checks whether the target is free (RFC 5227 section 2.1.1).</summary>
    public bool IsProbe => Operation == ArpOperation.Request && SenderAddress.IsUnspecified;

    /// <summary>Sender and target are one address, in either form: gratuitous ARP.</summary>
    public bool IsAnnouncement =>
        Operation is ArpOperation.Request or ArpOperation.Reply && SenderAddress == TargetAddress && !SenderAddress.IsUnspecified;

    /// <summary>RARP in either direction.</summary>
    public bool IsReverse => Operation is ArpOperation.ReverseRequest or ArpOperation.ReverseReply;

    public ArpPacket Packet => new(Operation, SenderMac, SenderAddress, TargetMac, TargetAddress);

    /// <summary>Octets after the packet: Ethernet padding.</summary>
    public ReadOnlySpan<byte> Padding => _octets[ArpPacket.Length..];

    /// <summary>Reads the payload of an ARP or RARP frame.</summary>
    public static ArpFault TryParse(ReadOnlySpan<byte> octets, out ArpView view)
    {
        view = default;
        if (octets.Length < ArpPacket.Length)
        {
            return ArpFault.Truncated;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(octets) != ArpPacket.EthernetHardwareType)
        {
            return ArpFault.HardwareType;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(octets[2..]) != (ushort)EtherType.Ipv4)
        {
            return ArpFault.ProtocolType;
        }

        if (octets[4] != MacAddress.Length)
        {
            return ArpFault.HardwareLength;
        }

        if (octets[5] != 4)
        {
            return ArpFault.ProtocolLength;
        }

        view = new ArpView(octets);
        return ArpFault.None;
    }

    /// <summary>As tcpdump has it: "ARP, Request who-has 10.0.7.1 tell 10.0.7.101".</summary>
    public override string ToString() => Operation switch
    {
        ArpOperation.Request => IsProbe ? $"ARP, Probe {TargetAddress} by {SenderMac}"
            : IsAnnouncement ? $"ARP, Announcement {SenderAddress} is-at {SenderMac}"
            : $"ARP, Request who-has {TargetAddress} tell {SenderAddress}",
        ArpOperation.Reply => $"ARP, Reply {SenderAddress} is-at {SenderMac}",
        ArpOperation.ReverseRequest => $"RARP, Request who-is {TargetMac} tell {SenderMac}",
        ArpOperation.ReverseReply => $"RARP, Reply {TargetMac} at {TargetAddress}",
        _ => $"ARP, operation {(int)Operation}",
    };
}
