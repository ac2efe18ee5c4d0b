using Weft.Model;

namespace Weft.Linux;

/// <summary>Attached MACs as static bridge forwarding entries.</summary>
internal sealed class HostForwarding(DataPlaneState state, IBridgeDriver bridges) : IKernelResource<AttachedMacKey, KernelForwarding>
{
    /// <inheritdoc/>
    public IEnumerable<AttachedMacKey> DesiredKeys => state.Tables.AttachedMacs.Rows.Keys;

    /// <inheritdoc/>
    public Desire Look(AttachedMacKey key, out KernelForwarding item)
    {
        item = default;
        if (!state.Tables.AttachedMacs.TryGet(key, out AttachedMacRow row) || state.FindSegment(key.Segment) is not SegmentPlan segment)
        {
            return Desire.Absent;
        }

        int index = state.Interfaces.IndexOf(row.Port);
        item = bridges.HostEntry(segment, key.Mac, index);
        return index == 0 ? Desire.Waiting : Desire.Present;
    }

    /// <inheritdoc/>
    public bool SameSlot(in KernelForwarding left, in KernelForwarding right) => left.Mac == right.Mac && left.VlanId == right.VlanId;

    /// <inheritdoc/>
    public bool Prevails(in KernelForwarding left, in KernelForwarding right) => false;

    /// <inheritdoc/>
    public KernelChange Put(in KernelForwarding item) => KernelChange.Put(item);

    /// <inheritdoc/>
    public KernelChange Delete(in KernelForwarding item) => KernelChange.Delete(item);

    /// <inheritdoc/>
    public TimeSpan DeleteDelay(in KernelForwarding item) => TimeSpan.Zero;

    /// <inheritdoc/>
    public string Describe(in KernelForwarding item) => $"forwarding entry of {item.Mac}";
}
