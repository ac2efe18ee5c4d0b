using Weft.Model;

namespace Weft.Simulation;

/// <summary>Sees whom a broadcast of a host reaches.</summary>
internal sealed class BroadcastWatch(SimHost speaker, byte[] broadcast) : IWorldObserver
{
    private readonly SortedSet<string> _hearers = new(StringComparer.Ordinal);

    /// <summary>Names, sorted.</summary>
    public IReadOnlyCollection<string> Hearers => _hearers;

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (!isFromHost && host != speaker && frame.SequenceEqual(broadcast))
        {
            _hearers.Add(host.Name);
        }
    }
}
