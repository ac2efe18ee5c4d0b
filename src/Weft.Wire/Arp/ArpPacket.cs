using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An ARP or RARP packet for IPv4 over Ethernet, as a value.</summary>
/// <param name="Operation">What it is.</param>
/// <param name="SenderMac">Sender hardware address (sha).</param>
/// <param name="SenderAddress">Sender protocol address (spa); 0.0.0.0 in probes and RARP requests.</param>
/// <param name="TargetMac">Target hardware address (tha).</param>
/// <param name="TargetAddress">Target protocol address (tpa).</param>
public readonly record struct ArpPacket(
    ArpOperation Operation, MacAddress SenderMac, IpAddress SenderAddress, MacAddress TargetMac, IpAddress TargetAddress)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 28;

    internal const ushort EthernetHardwareType = 1;

    /// <summary>"Who has <paramref name="target"/>": a request, or a probe when <paramref name="sender"/> is 0.0.0.0 (RFC 5227 section 2.1.1).</summary>
    public static ArpPacket Request(MacAddress senderMac, IpAddress sender, IpAddress target) =>
        new(ArpOperation.Request, senderMac, sender, MacAddress.Zero, target);

    /// <summary>"<paramref name="sender"/> is at <paramref name="senderMac"/>".</summary>
    public static ArpPacket Reply(MacAddress senderMac, IpAddress sender, MacAddress targetMac, IpAddress target) =>
        new(ArpOperation.Reply, senderMac, sender, targetMac, target);

    /// <summary>An announcement (gratuitous ARP) in request form (RFC 5227 section 2.3).</summary>
    public static ArpPacket Announcement(MacAddress mac, IpAddress address) => Request(mac, address, address);

    /// <summary>An announcement in reply form, which some hosts honour where they ignore the request form (RFC 5944 section 4.6).</summary>
    public static ArpPacket AnnouncementReply(MacAddress mac, IpAddress address) => Reply(mac, address, mac, address);

    /// <summary>Writes 28 octets; returns how many. Both addresses must be IPv4.</summary>
    public int Write(Span<byte> destination)
    {
        if (SenderAddress.IsIpv6 || TargetAddress.IsIpv6)
        {
            throw new InvalidOperationException("ARP carries IPv4 addresses only");
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, EthernetHardwareType);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)EtherType.Ipv4);
        destination[4] = MacAddress.Length;
        destination[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], (ushort)Operation);
        SenderMac.Write(destination[8..]);
        SenderAddress.Write(destination[14..]);
        TargetMac.Write(destination[18..]);
        TargetAddress.Write(destination[24..]);
        return Length;
    }
}
