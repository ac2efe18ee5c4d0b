namespace Weft.Model;

/// <summary>Gives every subnet its VRRP router id: as given, else its VLAN when that fits and is free, else the lowest free one.</summary>
internal static class VridAssignment
{
    private const int MaximumVrid = 255;

    /// <summary>VRIDs by subnet. When all 255 are taken the VLAN is folded into the range: VLANs differ, so a shared VRID is still unambiguous on the wire.</summary>
    public static Dictionary<DraftSubnet, byte> Assign(IReadOnlyList<DraftSubnet> subnets)
    {
        Dictionary<DraftSubnet, byte> assigned = [];
        HashSet<int> taken = [.. subnets.Where(subnet => subnet.Vrid is not null).Select(subnet => (int)subnet.Vrid!.Value.Value)];
        foreach (DraftSubnet subnet in subnets)
        {
            if (subnet.Vrid is { } given)
            {
                assigned[subnet] = given.Value;
            }
            else if (subnet.Vlan is { } vlan && vlan.Value.Value <= MaximumVrid && taken.Add(vlan.Value.Value))
            {
                assigned[subnet] = (byte)vlan.Value.Value;
            }
        }

        foreach (DraftSubnet subnet in subnets.Where(subnet => !assigned.ContainsKey(subnet)))
        {
            int free = Enumerable.Range(1, MaximumVrid).FirstOrDefault(vrid => !taken.Contains(vrid));
            int vlan = subnet.Vlan?.Value.Value ?? 1;
            assigned[subnet] = (byte)(free != 0 ? free : 1 + (vlan % MaximumVrid));
            taken.Add(free);
        }

        return assigned;
    }
}
