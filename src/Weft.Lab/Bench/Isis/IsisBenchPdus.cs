using System.Buffers.Binary;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Lab;

/// <summary>LSPs of level 2 as a node of a fabric would issue them: its links, and its hosts with their claims. Routers that do not know
/// claims see plain host routes.</summary>
public static class IsisBenchPdus
{
    /// <summary>Hosts of one family that an LSP holds with room for one more.</summary>
    public const int HostsPerLsp4 = 50;

    /// <summary>The same for IPv6.</summary>
    public const int HostsPerLsp6 = 33;

    private const int LspLength = 1492;
    private const ushort Lifetime = 1200;

    // The claim's sub-TLV, see docs/protocol.md: type, length, marker, flags, MAC (6), epoch (4), segment (4).
    private const int ClaimLength = 18;
    private const byte ClaimType = 250;
    private const byte ClaimMarker = 0x57;
    private const uint Segment = 1;

    /// <summary>Area 49.0001 with its length.</summary>
    public static ReadOnlySpan<byte> Area => [3, 0x49, 0x00, 0x01];

    /// <summary>IPv4 and IPv6, for TLV 129.</summary>
    public static ReadOnlySpan<byte> Protocols => [(byte)NetworkLayerProtocol.Ipv4, (byte)NetworkLayerProtocol.Ipv6];

    /// <summary>Fragment 0: the node's links and loopback addresses.</summary>
    public static byte[] Node(SystemId system, uint sequence, IEnumerable<(SystemId To, uint Metric)> links, params ReadOnlySpan<IpAddress> loopbacks)
    {
        IsisPduWriter writer = Begin(new LspId(system, 0, 0), sequence);
        writer.Add(IsisTlvType.AreaAddresses, Area);
        writer.Add(IsisTlvType.ProtocolsSupported, Protocols);
        byte[] octets = new byte[ExtendedIsReach.FixedLength];
        foreach ((SystemId to, uint metric) in links)
        {
            new ExtendedIsReach(new IsisNodeId(to, 0), metric, []).Write(octets);
            Append(ref writer, IsisTlvType.ExtendedIsReach, octets);
        }

        foreach (IpAddress loopback in loopbacks)
        {
            AppendPrefix(ref writer, loopback, []);
        }

        return writer.Finish().ToArray();
    }

    /// <summary>A fragment of hosts. Throws when they do not fit.</summary>
    public static byte[] Hosts(SystemId system, byte fragment, uint sequence, IEnumerable<IsisBenchHost> hosts)
    {
        IsisPduWriter writer = Begin(new LspId(system, 0, fragment), sequence);
        Span<byte> claim = stackalloc byte[ClaimLength];
        foreach (IsisBenchHost host in hosts)
        {
            claim[0] = ClaimType;
            claim[1] = ClaimLength - Tlv.HeaderLength;
            claim[2] = ClaimMarker;
            claim[3] = 0;
            host.Mac.Write(claim[4..]);
            BinaryPrimitives.WriteUInt32BigEndian(claim[10..], host.Epoch);
            BinaryPrimitives.WriteUInt32BigEndian(claim[14..], Segment);
            AppendPrefix(ref writer, host.Address, claim);
        }

        return writer.Finish().ToArray();
    }

    /// <summary>A PDU as a frame.</summary>
    public static byte[] Frame(MacAddress source, ReadOnlySpan<byte> pdu)
    {
        byte[] frame = new byte[IsisFrame.HeaderLength + pdu.Length];
        IsisFrame.WriteHeader(frame, source, pdu.Length);
        pdu.CopyTo(frame.AsSpan(IsisFrame.HeaderLength));
        return frame;
    }

    private static IsisPduWriter Begin(LspId id, uint sequence) =>
        new(new byte[LspLength], IsisPduType.Level2LinkState, new LspHeader(Lifetime, id, sequence, 0, LspFlags.Level2));

    private static void AppendPrefix(ref IsisPduWriter writer, IpAddress address, scoped ReadOnlySpan<byte> subTlvs)
    {
        Span<byte> octets = stackalloc byte[Tlv.MaximumValueLength];
        int length = new PrefixReach(IpPrefix.Host(address), 0, false, false, subTlvs).Write(octets);
        Append(ref writer, address.IsIpv6 ? IsisTlvType.Ipv6Reach : IsisTlvType.ExtendedIpReach, octets[..length]);
    }

    private static void Append(ref IsisPduWriter writer, IsisTlvType type, scoped ReadOnlySpan<byte> entry)
    {
        if (!writer.Append(type, entry))
        {
            throw new ArgumentException("more than one LSP holds");
        }
    }
}
