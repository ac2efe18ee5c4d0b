using Weft.Wire;

namespace Weft.Model;

/// <summary>Completes segments to subnets: VLAN, prefixes, gateways.</summary>
internal sealed class SegmentShaper(TopologyDraft draft)
{
    /// <summary>From here on VLANs are tags of VRFs on the links of a fabric.</summary>
    private const int FirstVrfTag = 3841;

    private readonly HashSet<int> _vlans = [];

    public void Shape()
    {
        ShapeVlans();
        if (draft.Notes.HasFaults)
        {
            return;
        }

        ShapePrefixes();
        foreach (TopologySegment segment in draft.Segments)
        {
            ShapeGateways(segment);
        }

        HashSet<string?> used = [.. draft.Segments.Select(segment => segment.Vrf)];
        foreach ((_, string name, List<string> imports) in draft.Vrfs)
        {
            foreach (string empty in imports.Where(from => !used.Contains(from)).ToArray())
            {
                imports.Remove(empty);
                draft.Notes.Lost(SourceSpan.Start, $"routes of VRF `{empty}` in `{name}`", "no subnet is in it");
            }
        }
    }

    private void ShapeVlans()
    {
        int last = draft.Vrfs.Count > 0 ? FirstVrfTag - 1 : VlanId.Maximum;
        if (draft.Segments.Count > last)
        {
            TopologySegment first = draft.Segments[last];
            draft.Notes.Fault(first.Span, $"subnet `{first.Name}`", $"{draft.Segments.Count} subnets are more than a fabric has VLANs, {last}; import a part of the topology");
            return;
        }

        foreach (TopologySegment segment in draft.Segments.Where(segment => segment.Vlan is not null))
        {
            if (segment.Vlan > last || !_vlans.Add(segment.Vlan!.Value))
            {
                string why = segment.Vlan > last ? $"it is above {last}" : "another subnet has it";
                draft.Notes.Changed(segment.Span, $"VLAN {segment.Vlan} of subnet `{segment.Name}`", $"{why}, so it gets one of its own");
                segment.Vlan = null;
            }
        }

        int next = Math.Clamp(draft.Vlans.First, 1, last);
        int step = draft.Vlans.Step;
        foreach (TopologySegment segment in draft.Segments.Where(segment => segment.Vlan is null).ToArray())
        {
            while (next <= last && _vlans.Contains(next))
            {
                next += step;
            }

            int vlan = next <= last ? next : FirstFree();
            _vlans.Add(vlan);
            segment.Vlan = vlan;
        }
    }

    /// <summary>There is one, because there are no more subnets than VLANs.</summary>
    private int FirstFree()
    {
        int vlan = 1;
        while (_vlans.Contains(vlan))
        {
            vlan++;
        }

        return vlan;
    }

    private void ShapePrefixes()
    {
        List<IpPrefix> taken = [.. draft.Segments.SelectMany(segment => segment.Prefixes.Concat(segment.Gateways.Select(gateway => gateway.Prefix)))];
        foreach (TopologySegment segment in draft.Segments)
        {
            foreach (IpPrefix prefix in segment.Gateways.Select(gateway => gateway.Prefix).Where(prefix => !segment.Prefixes.Contains(prefix)).ToArray())
            {
                segment.Prefixes.Add(prefix);
            }

            if (segment.Prefixes.Count > 0)
            {
                continue;
            }

            string pool = segment.Pool is { } named && draft.Pools.Has(named) ? named : TopologyPools.Lan;
            segment.Prefixes.AddRange(draft.Pools.Next(pool, taken));
            if (segment.Prefixes.Count == 0)
            {
                segment.Prefixes.AddRange(draft.Pools.Next(TopologyPools.Spare, taken));
                string instead = segment.Prefixes.Count > 0 ? $"{segment.Prefixes[0]} is written" : "write a gateway for it";
                draft.Notes.Changed(segment.Span, $"subnet `{segment.Name}`", $"pool `{pool}` has no prefix left; {instead}");
            }

            taken.AddRange(segment.Prefixes);
        }
    }

    /// <summary>Every prefix gets a gateway: as given, else the address of the number that is asked for, else the first that no host has.</summary>
    private void ShapeGateways(TopologySegment segment)
    {
        int number = segment.GatewayNumber ?? draft.GatewayNumber;
        List<GatewayAddress> gateways = [];
        foreach (IpPrefix prefix in segment.Prefixes)
        {
            GatewayAddress given = segment.Gateways.Find(gateway => gateway.Prefix == prefix && AddressRules.IsUsable(gateway));
            GatewayAddress wished = Numbered(prefix, number);
            bool isWishRight = prefix.Contains(wished.Address) && AddressRules.IsUsable(wished) && !segment.Taken.Contains(wished.Address);
            GatewayAddress? gateway = given != default ? given : isWishRight ? wished : FirstFree(prefix, segment.Taken);
            if (gateway is not { } found)
            {
                draft.Notes.Lost(segment.Span, $"prefix {prefix} of subnet `{segment.Name}`", "no address is free for its gateway");
                continue;
            }

            gateways.Add(found);
        }

        segment.Gateways.Clear();
        segment.Gateways.AddRange(gateways.OrderBy(gateway => gateway.Address.Family));
    }

    /// <summary>The n-th address of a prefix, or from its end: -1 is the last one.</summary>
    private static GatewayAddress Numbered(IpPrefix prefix, int number)
    {
        UInt128 size = UInt128.One << (prefix.Address.BitCount - prefix.Length);
        UInt128 offset = number >= 0 ? (UInt128)number : size - (UInt128)(-number);
        return new GatewayAddress(IpAddress.FromBits(prefix.Family, prefix.Address.Bits + offset), prefix.Length);
    }

    /// <summary>At most one step more than there are hosts.</summary>
    private static GatewayAddress? FirstFree(IpPrefix prefix, HashSet<IpAddress> taken)
    {
        for (uint offset = 1; offset <= taken.Count + 1; offset++)
        {
            GatewayAddress candidate = new(IpAddress.FromBits(prefix.Family, prefix.Address.Bits + offset), prefix.Length);
            if (prefix.Contains(candidate.Address) && AddressRules.IsUsable(candidate) && !taken.Contains(candidate.Address))
            {
                return candidate;
            }
        }

        return null;
    }
}
