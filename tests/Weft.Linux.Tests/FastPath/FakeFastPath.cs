using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The fast path in memory; refuses on demand.</summary>
internal sealed class FakeFastPath : IFastPath
{
    internal IReadOnlyList<FastPathPort> Ports { get; private set; } = [];

    internal HashSet<FastPathSource> Sources { get; } = [];

    internal IReadOnlyList<int> Exits { get; private set; } = [];

    internal Dictionary<AttachedMacKey, FastPathDestination> Destinations { get; } = [];

    internal bool IsFull { get; set; }

    /// <summary>How often routed flows were doubted.</summary>
    internal int Doubts { get; private set; }

    /// <summary>What was called, in order.</summary>
    internal List<string> Calls { get; } = [];

    public void SetPorts(IReadOnlyList<FastPathPort> ports, IReadOnlyList<int> exits)
    {
        Ports = ports;
        Exits = exits;
    }

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

    public bool PutDestination(AttachedMacKey mac, FastPathDestination destination)
    {
        Calls.Add($"+{mac.Mac}");
        if (IsFull)
        {
            return false;
        }

        Destinations[mac] = destination;
        return true;
    }

    public void DoubtRouted() => Doubts++;

    public void RemoveDestination(AttachedMacKey mac)
    {
        Calls.Add($"-{mac.Mac}");
        Assert.True(Destinations.Remove(mac));
    }
}
