using Weft.Wire;

namespace Weft.Model;

/// <summary>Prefixes, pools and addresses as netlab writes them: text, a mapping by family, a name, a number that counts.</summary>
internal sealed class NetlabPrefixes(TopologyDraft draft)
{
    /// <summary>Gateways are counted up to here, from both ends of a prefix.</summary>
    public const int MostNumbers = 65_535;

    private readonly Dictionary<string, Found> _named = [];

    /// <summary>What a `prefix` says: prefixes, or the pool to take them from.</summary>
    public readonly record struct Found(List<IpPrefix> Prefixes, string? Pool);

    public void ReadPools(TopologyMap file)
    {
        const int LanLength = 24;
        draft.Pools.Set(TopologyPools.Lan, new IpPrefix(IpAddress.Ipv4(0xAC10_0000), 16), null, LanLength);
        foreach (SourceEntry entry in file.Named("addressing"))
        {
            TopologyMap pool = new(entry.Value, TopologyPlace.NetlabPool, $"pool `{TopologyMap.Shown(entry.Key.Text)}`", draft.Notes);
            IpPrefix? ipv4 = PrefixOf(pool.Scalar("ipv4"));
            IpPrefix? ipv6 = PrefixOf(pool.Scalar("ipv6"));
            long? length = pool.Number("prefix", 1, 32);
            pool.Close();
            if (entry.Key.Text is "mgmt" or "router_id" or "p2p" or "core" or "l2only" or "vrf_loopback")
            {
                draft.Notes.Left(entry.Key.Span, $"pool `{entry.Key.Text}`", "Weft numbers neither management nor the links of a fabric");
            }
            else
            {
                draft.Pools.Set(entry.Key.Text, ipv4, ipv6, (int?)length);
            }
        }
    }

    public void ReadNamed(TopologyMap file)
    {
        foreach (SourceEntry entry in file.Named("prefix"))
        {
            _named.TryAdd(entry.Key.Text, Of(entry.Value));
        }
    }

    /// <summary>Reads the value of a `prefix`; `false` and nothing say nothing.</summary>
    public Found Of(SourceNode? node)
    {
        List<IpPrefix> prefixes = [];
        string? pool = null;
        switch (node)
        {
            case SourceScalar { Kind: ResolvedKind.Text } text when _named.TryGetValue(text.Text, out Found named):
                return named;

            case SourceScalar { Kind: ResolvedKind.Text } text:
                Add(prefixes, PrefixOf(text));
                break;

            case SourceMap:
                TopologyMap map = new(node, TopologyPlace.NetlabPrefix, "a prefix", draft.Notes);
                Add(prefixes, PrefixOf(map.Scalar("ipv4")));
                Add(prefixes, PrefixOf(map.Scalar("ipv6")));
                pool = map.Scalar("pool")?.Text;
                map.Close();
                break;

            case null or SourceScalar { Kind: ResolvedKind.Null or ResolvedKind.Flag }:
                break;

            default:
                draft.Notes.Fault(node.Span, "a prefix", $"it must be text or a mapping, but here is {node.Noun}");
                break;
        }

        return new Found(prefixes, pool);
    }

    /// <summary>Reads the `gateway` of a link or a VLAN: a flag, or a mapping with an address or a number.</summary>
    public (List<GatewayAddress> Addresses, int? Number) GatewayOf(SourceNode? node, List<IpPrefix> prefixes)
    {
        if (node is not SourceMap)
        {
            return ([], null);
        }

        TopologyMap map = new(node, TopologyPlace.NetlabGateway, "a gateway", draft.Notes);
        List<GatewayAddress> addresses = [];
        foreach (SourceScalar text in new[] { map.Scalar("ipv4"), map.Scalar("ipv6") }.OfType<SourceScalar>())
        {
            if (AddressOf(text, prefixes) is { } address)
            {
                addresses.Add(address);
            }
        }

        long? number = map.Number("id", -MostNumbers, MostNumbers);
        map.Close();
        return (addresses, number == 0 ? null : (int?)number);
    }

    /// <summary>An address with its length, or one that lies in one of the prefixes; null for flags, and with a note for anything else.</summary>
    public GatewayAddress? AddressOf(SourceScalar text, List<IpPrefix> prefixes)
    {
        if (text.Kind == ResolvedKind.Flag)
        {
            return null;
        }

        if (AddressText.TryParse(text.Text, out GatewayAddress address))
        {
            return address;
        }

        if (!IpAddress.TryParse(text.Text, out IpAddress plain))
        {
            draft.Notes.Fault(text.Span, $"address `{TopologyMap.Shown(text.Text)}`", "it is no address, as in `10.1.0.11/24`");
            return null;
        }

        IpPrefix around = prefixes.Find(prefix => prefix.Contains(plain));
        if (around == default)
        {
            draft.Notes.Lost(text.Span, $"address {plain}", "it has no prefix length, and no prefix here holds it");
            return null;
        }

        return new GatewayAddress(plain, around.Length);
    }

    private static void Add(List<IpPrefix> prefixes, IpPrefix? prefix)
    {
        if (prefix is { } found)
        {
            prefixes.Add(found);
        }
    }

    private IpPrefix? PrefixOf(SourceScalar? text)
    {
        if (text is null or { Kind: ResolvedKind.Flag })
        {
            return null;
        }

        if (IpPrefix.TryParse(text.Text, out IpPrefix prefix, allowHostBits: true))
        {
            return prefix;
        }

        draft.Notes.Fault(text.Span, $"prefix `{TopologyMap.Shown(text.Text)}`", "it is neither a prefix, as in `10.1.0.0/24`, nor the name of one");
        return null;
    }
}
