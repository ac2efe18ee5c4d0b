namespace Weft.Simulation;

/// <summary>The segments in flight, oldest first.</summary>
internal sealed class SentSegments
{
    /// <summary>Most segments in flight, which also limits the congestion window.</summary>
    public const int Limit = 64;

    private readonly SentSegment[] _items = new SentSegment[Limit];
    private int _first;

    public int Count { get; private set; }

    public ref SentSegment First => ref _items[_first];

    public void Add(in SentSegment segment)
    {
        if (Count == Limit)
        {
            throw new InvalidOperationException($"more than {Limit} segments in flight");
        }

        _items[(_first + Count) % Limit] = segment;
        Count++;
    }

    public void RemoveFirst()
    {
        _first = (_first + 1) % Limit;
        Count--;
    }

    public void Clear() => Count = 0;
}
