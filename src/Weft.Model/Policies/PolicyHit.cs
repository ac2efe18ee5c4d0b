using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Model;

/// <summary>A packet that a logged rule of a policy has taken.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Direction">Towards its host or from it.</param>
/// <param name="Rule">The rule's number.</param>
/// <param name="From">The packet's source.</param>
/// <param name="To">Its destination.</param>
/// <param name="Protocol">The protocol of the IP header.</param>
/// <param name="Selector">Destination port or ICMP type; negative where the packet has none.</param>
public readonly record struct PolicyHit(PolicyId Policy, PolicyDirection Direction, int Rule, IpAddress From, IpAddress To, byte Protocol, int Selector)
{
    /// <summary>How many packets a rule tells of in a second, and at once.</summary>
    public const int PerSecond = 1;

    /// <inheritdoc cref="PerSecond"/>
    public const int AtOnce = 5;

    /// <summary>How much of a packet is looked at, in octets.</summary>
    public const byte CopiedOctets = 64;

    /// <summary>Reads the beginning of a packet, from its IP header on. False for one that is no IP, or cut short.</summary>
    public static bool TryRead(PolicyId policy, PolicyDirection direction, int rule, EtherType type, ReadOnlySpan<byte> packet, out PolicyHit hit)
    {
        hit = default;
        if (type == EtherType.Ipv4 && packet.Length >= Ipv4Header.Length)
        {
            bool isFirst = (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x1FFF) == 0;
            int upper = isFirst ? (packet[0] & 0xF) * 4 : packet.Length;
            hit = new PolicyHit(policy, direction, rule, IpAddress.ReadIpv4(packet[12..]), IpAddress.ReadIpv4(packet[16..]), packet[9], SelectorOf(packet[9], packet, upper));
            return true;
        }

        if (type == EtherType.Ipv6 && packet.Length >= Ipv6Header.Length)
        {
            int selector = SelectorOf(packet[6], packet, Ipv6Header.Length);
            hit = new PolicyHit(policy, direction, rule, IpAddress.ReadIpv6(packet[8..]), IpAddress.ReadIpv6(packet[24..]), packet[6], selector);
            return true;
        }

        return false;
    }

    private static int SelectorOf(byte protocol, ReadOnlySpan<byte> packet, int upper) => protocol switch
    {
        PolicyProtocol.Icmp or PolicyProtocol.Icmpv6 when packet.Length > upper => packet[upper],
        _ when PolicyProtocol.HasPorts(protocol) && packet.Length >= upper + 4 => BinaryPrimitives.ReadUInt16BigEndian(packet[(upper + 2)..]),
        _ => -1,
    };
}
