using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>An LSP on the wire.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Sequence">Its version.</param>
/// <param name="Checksum">As it stands in it.</param>
/// <param name="Lifetime">Remaining, in seconds; 0 is a purge.</param>
/// <param name="Octets">The whole PDU.</param>
public sealed record SeenLsp(LspId Id, uint Sequence, ushort Checksum, ushort Lifetime, byte[] Octets)
{
    /// <summary>The PDU without its lifetime, the only octets that a relay may change.</summary>
    public byte[] Content => [.. Octets[..LspHeader.LifetimeOffset], .. Octets[(LspHeader.LifetimeOffset + 2)..]];

    /// <summary>The links and prefixes, each as FRR prints it, sorted.</summary>
    public IReadOnlyList<string> Reach()
    {
        List<string> lines = [];
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(Octets, out IsisPdu pdu));
        foreach (Tlv tlv in pdu.Tlvs)
        {
            switch (tlv.Type)
            {
                case IsisTlvType.ExtendedIsReach:
                    AddLinks(lines, "Extended", tlv.Value);
                    break;
                case IsisTlvType.MultiTopologyIsReach:
                    AddLinks(lines, "MT", tlv.Value[TopologyId.Length..]);
                    break;
                case IsisTlvType.MultiTopologyIpv6Reach:
                    AddPrefixes(lines, "MT IPv6", tlv.Value[TopologyId.Length..], Wire.AddressFamily.Ipv6);
                    break;
                case IsisTlvType.ExtendedIpReach:
                    AddPrefixes(lines, "Extended IP", tlv.Value, Wire.AddressFamily.Ipv4);
                    break;
                case IsisTlvType.Ipv6Reach:
                    AddPrefixes(lines, "IPv6", tlv.Value, Wire.AddressFamily.Ipv6);
                    break;
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static void AddLinks(List<string> lines, string kind, ReadOnlySpan<byte> value)
    {
        foreach (ExtendedIsReach link in new ExtendedIsReachList(value))
        {
            lines.Add($"{kind} Reachability: {link.Neighbor} (Metric: {link.Metric})");
        }
    }

    private static void AddPrefixes(List<string> lines, string kind, ReadOnlySpan<byte> value, Wire.AddressFamily family)
    {
        foreach (PrefixReach entry in new PrefixReachList(value, family))
        {
            lines.Add($"{kind} Reachability: {entry.Prefix} (Metric: {entry.Metric})");
        }
    }
}
