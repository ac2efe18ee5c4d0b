using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Writes the state of an engine as numbers, such that two states that can behave alike from now on are written alike: times are
/// relative, and far ones coarse. For exploration and comparison; nothing is read back.</summary>
internal sealed class StateWriter
{
    private const long Second = 1_000_000_000;
    private readonly List<long> _words = [];

    /// <summary>What was written since the last <see cref="Begin"/>.</summary>
    public IReadOnlyList<long> Words => _words;

    /// <summary>The present, to which times are relative.</summary>
    public Instant Now { get; private set; }

    public void Begin(Instant now)
    {
        _words.Clear();
        Now = now;
    }

    public void Add(long word) => _words.Add(word);

    public void Add(bool flag) => _words.Add(flag ? 1 : 0);

    /// <summary>A moment that something waits for; one that has come is like any other that has.</summary>
    public void Add(Instant deadline) => _words.Add(deadline == Instant.Never ? -1 : Coarse(deadline.Nanoseconds - Now.Nanoseconds));

    public void Add(in HostAttachment at)
    {
        Add(at.Port.Value);
        Add(at.Tag.Value);
        Add(at.Segment.Value);
        Add((long)at.Mac.Value);
    }

    public void Add(in HostAttachment? at)
    {
        Add(at is not null);
        if (at is { } place)
        {
            Add(place);
        }
    }

    /// <summary>Exact while near, whole seconds from two seconds on, tens of seconds from twenty on: nobody cares for milliseconds of a minute.</summary>
    private static long Coarse(long nanoseconds)
    {
        long unit = nanoseconds > 20 * Second ? 10 * Second : nanoseconds > 2 * Second ? Second : 1;
        return nanoseconds <= 0 ? 0 : (nanoseconds + unit - 1) / unit * unit;
    }
}
