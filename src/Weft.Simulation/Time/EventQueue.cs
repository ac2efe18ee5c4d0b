using Weft.Model;

namespace Weft.Simulation;

/// <summary>What will happen, by time, and at the same time by the order in which it was planned. A heap of four children a node in one
/// array; nothing is allocated once it is large enough.</summary>
internal sealed class EventQueue
{
    private const int Children = 4;

    private Entry[] _heap = new Entry[1024];
    private long _order;

    public int Count { get; private set; }

    /// <summary>When the next event happens; never when none is planned.</summary>
    public Instant Next => Count > 0 ? new Instant(_heap[0].At) : Instant.Never;

    public void Plan(Instant at, in SimEvent item)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, _heap.Length * 2);
        }

        Entry entry = new() { At = at.Nanoseconds, Order = _order++, Item = item };
        int place = Count++;
        while (place > 0)
        {
            int parent = (place - 1) / Children;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }

            _heap[place] = _heap[parent];
            place = parent;
        }

        _heap[place] = entry;
    }

    /// <summary>Takes the next event out. There must be one.</summary>
    public SimEvent Take()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("nothing is planned");
        }

        SimEvent first = _heap[0].Item;
        Entry last = _heap[--Count];
        if (Count > 0)
        {
            Sink(last);
        }

        return first;
    }

    private void Sink(in Entry entry)
    {
        int place = 0;
        while (true)
        {
            int child = (place * Children) + 1;
            if (child >= Count)
            {
                break;
            }

            int best = child;
            int end = Math.Min(child + Children, Count);
            for (int other = child + 1; other < end; other++)
            {
                if (_heap[other].IsBefore(_heap[best]))
                {
                    best = other;
                }
            }

            if (!_heap[best].IsBefore(entry))
            {
                break;
            }

            _heap[place] = _heap[best];
            place = best;
        }

        _heap[place] = entry;
    }

    private struct Entry
    {
        public long At;
        public long Order;
        public SimEvent Item;

        public readonly bool IsBefore(in Entry other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
