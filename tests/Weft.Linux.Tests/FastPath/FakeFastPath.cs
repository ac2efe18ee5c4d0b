using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The fast path in memory; refuses on demand.</summary>
internal sealed class FakeFastPath : IFastPath
{
    internal IReadOnlyList<FastPathPort> Ports { get; private set; } = [];

    internal HashSet<FastPathSource> Sources { get; } = [];

    internal Dictionary<AttachedMacKey, int> Destinations { get; } = [];

    internal bool IsFull { get; set; }

    /// <summary>What was called, in order.</summary>
    internal List<string> Calls { get; } = [];

    public void SetPorts(IReadOnlyList<FastPathPort> ports) => Ports = ports;

    public bool PutSource(in FastPathSource source)
    {
        Calls.Add($"+{source.Address}");
        return !IsFull && Sources.Add(source);
    }

    public void RemoveSource(in FastPathSource source)
    {
        Calls.Add($"-{source.Address}");
        Assert.True(Sources.Remove(source));
    }

    public bool PutDestination(AttachedMacKey mac, int interfaceIndex)
    {
        Calls.Add($"+{mac.Mac}");
        if (IsFull)
        {
            return false;
        }

        Destinations[mac] = interfaceIndex;
        return true;
    }

    public void RemoveDestination(AttachedMacKey mac)
    {
        Calls.Add($"-{mac.Mac}");
        Assert.True(Destinations.Remove(mac));
    }
}
