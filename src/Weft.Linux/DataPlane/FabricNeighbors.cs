using Weft.Model;

namespace Weft.Linux;

/// <summary>Neighbouring nodes as permanent ND entries on fabric ports.</summary>
internal sealed class FabricNeighbors(DataPlaneState state) : IKernelResource<FabricNeighborKey, KernelNeighbor>
{
    /// <inheritdoc/>
    public IEnumerable<FabricNeighborKey> DesiredKeys => state.Tables.FabricNeighbors.Rows.Keys;

    /// <inheritdoc/>
    public Desire Look(FabricNeighborKey key, out KernelNeighbor item)
    {
        item = default;
        if (!state.Tables.FabricNeighbors.TryGet(key, out FabricNeighborRow row))
        {
            return Desire.Absent;
        }

        int index = state.Interfaces.IndexOf(key.Port);
        item = new KernelNeighbor(index, key.Address, row.Mac, NeighborState.Permanent);
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
    public string Describe(in KernelNeighbor item) => $"fabric neighbour {item.Address} at {item.Mac}";
}
