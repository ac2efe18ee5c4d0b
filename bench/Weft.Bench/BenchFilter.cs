using Weft.Linux;

namespace Weft.Bench;

/// <summary>A packet filter that takes everything.</summary>
internal sealed class BenchFilter : IFilterSets
{
    public void ReadAttachedMacs(List<AttachedMac> into)
    {
    }

    public void ReadBoundHosts(List<BoundHost> into)
    {
    }

    public bool ApplyBoundHosts(ReadOnlySpan<BoundHost> added, ReadOnlySpan<BoundHost> removed) => true;

    public bool ApplyAttachedMacs(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed) => true;
}
