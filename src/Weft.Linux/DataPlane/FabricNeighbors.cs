using Weft.Model;

namespace Weft.Linux;

/// <summary>Neighbouring nodes as permanent ND entries on fabric ports and on their sub-interfaces for VRFs.</summary>
internal sealed class FabricNeighbors(DataPlaneState state) : IKernelResource<VrfNeighborKey, KernelNeighbor>
{
    /// <summary>The neighbour in every VRF that its port carries.</summary>
    internal IEnumerable<VrfNeighborKey> KeysOf(FabricNeighborKey neighbor) => state.Plan.Ports[neighbor.Port.Value].Vrfs
        .Select(vrf => vrf.Vrf.Id).Prepend(VrfId.Default).Select(vrf => new VrfNeighborKey(neighbor, vrf));

    /// <inheritdoc/>
    public IEnumerable<VrfNeighborKey> DesiredKeys => state.Tables.FabricNeighbors.Rows.Keys.SelectMany(KeysOf);

    /// <inheritdoc/>
    public Desire Look(VrfNeighborKey key, out KernelNeighbor item)
    {
        item = default;
        if (!state.Tables.FabricNeighbors.TryGet(key.Neighbor, out FabricNeighborRow row))
        {
            return Desire.Absent;
        }

        int index = state.Interfaces.IndexOf(key.Neighbor.Port, key.Vrf);
        item = new KernelNeighbor(index, key.Neighbor.Address, row.Mac, NeighborState.Permanent);
        return index == 0 ? Desire.Waiting : Desire.Present;
    }

    /// <inheritdoc/>
    public bool SameSlot(in KernelNeighbor left, in KernelNeighbor right) =>
        left.InterfaceIndex == right.InterfaceIndex && left.Address == right.Address;

    /// <inheritdoc/>
    public bool Prevails(in KernelNeighbor left, in KernelNeighbor right) => false;

    /// <inheritdoc/>
    public KernelChange Put(in KernelNeighbor item) => KernelChange.Put(item);

    /// <inheritdoc/>
    public KernelChange Delete(in KernelNeighbor item) => KernelChange.Delete(item);

    /// <inheritdoc/>
    public TimeSpan DeleteDelay(in KernelNeighbor item) => TimeSpan.Zero;

    /// <inheritdoc/>
    public string Describe(in KernelNeighbor item) => $"fabric neighbour {item.Address} at {item.Mac}";
}
