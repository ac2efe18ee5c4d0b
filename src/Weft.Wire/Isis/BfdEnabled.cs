using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The value of TLV 148: for which topologies and protocols the sender runs BFD with this neighbour (RFC 6213 section 2).</summary>
/// <remarks><code>
/// 0            2        3
/// | topology   | NLPID  |   repeated
/// </code></remarks>
public static class BfdEnabled
{
    /// <summary>Length of one entry, in octets.</summary>
    public const int EntryLength = 3;

    /// <summary>Writes IPv6 in the default topology as the only entry; returns how many octets.</summary>
    public static int WriteIpv6(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, TopologyId.Ipv4Unicast);
        destination[TopologyId.Length] = (byte)NetworkLayerProtocol.Ipv6;
        return EntryLength;
    }

    /// <summary>True when IPv6 in the default topology is among the entries. Octets that are no whole entry are ignored.</summary>
    public static bool NamesIpv6(ReadOnlySpan<byte> value)
    {
        for (; value.Length >= EntryLength; value = value[EntryLength..])
        {
            if (TopologyId.Read(value).Id == TopologyId.Ipv4Unicast && (NetworkLayerProtocol)value[TopologyId.Length] == NetworkLayerProtocol.Ipv6)
            {
                return true;
            }
        }

        return false;
    }
}
