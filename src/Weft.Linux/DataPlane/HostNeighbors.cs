using Weft.Model;

namespace Weft.Linux;

/// <summary>Local hosts as permanent ARP and ND entries on their segment's interface.</summary>
internal sealed class HostNeighbors(DataPlaneState state) : IKernelResource<BindingKey, KernelNeighbor>
{
    /// <inheritdoc/>
    public IEnumerable<BindingKey> DesiredKeys => state.Tables.Bindings.Rows.Keys;

    /// <inheritdoc/>
    public Desire Look(BindingKey key, out KernelNeighbor item)
    {
        item = default;
        if (!state.Tables.Bindings.TryGet(key, out BindingRow row))
        {
            return Desire.Absent;
        }

        int index = state.Interfaces.IndexOf(key.Segment);
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
    public TimeSpan DeleteDelay(in KernelNeighbor item) => TimeSpan.Zero;

    /// <inheritdoc/>
    public string Describe(in KernelNeighbor item) => $"neighbour {item.Address} at {item.Mac}";
}
