using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>Remembers who did what at which port. Bounded: a port that is flooded forgets those that it has not seen for longest, and no other port forgets anything.</summary>
internal sealed class ViolationBook(NodePlan plan)
{
    /// <summary>Records of one port.</summary>
    public const int PerPort = 32;

    /// <summary>Between two events about the same port and reason.</summary>
    public static readonly TimeSpan EventInterval = TimeSpan.FromSeconds(10);

    private static readonly int Reasons = Enum.GetValues<ViolationReason>().Length;

    private readonly List<ViolationRecord>[] _records = [.. plan.Ports.Select(_ => new List<ViolationRecord>())];
    private readonly Instant[] _quietUntil = new Instant[plan.Ports.Length * Reasons];
    private readonly long[] _untold = new long[plan.Ports.Length * Reasons];

    /// <summary>All records, by port, the newest first.</summary>
    public IEnumerable<ViolationRecord> Records => _records.SelectMany(records => records.OrderByDescending(record => record.Last));

    /// <summary>Notes a violation. True when it is time for an event; then the record wants a summary, and <paramref name="more"/> were not told.</summary>
    public bool Note(Instant now, PortIndex port, MacAddress mac, ViolationReason reason, out ViolationRecord record, out long more)
    {
        record = Find(now, port, mac, reason);
        record.Last = now;
        record.Count++;
        int slot = (port.Value * Reasons) + (int)reason;
        more = _untold[slot];
        if (now < _quietUntil[slot])
        {
            _untold[slot]++;
            return false;
        }

        _quietUntil[slot] = now + EventInterval;
        _untold[slot] = 0;
        return true;
    }

    /// <summary>True for the first frames of an offender whose port has not been washed over by others.</summary>
    public bool IsRare(ViolationRecord record) => record.Count <= 2 && _records[record.Port.Value].Count < PerPort;

    private ViolationRecord Find(Instant now, PortIndex port, MacAddress mac, ViolationReason reason)
    {
        List<ViolationRecord> records = _records[port.Value];
        int oldest = 0;
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].Mac == mac && records[i].Reason == reason)
            {
                return records[i];
            }

            oldest = records[i].Last < records[oldest].Last ? i : oldest;
        }

        ViolationRecord made = new(port, mac, reason, now);
        if (records.Count < PerPort)
        {
            records.Add(made);
        }
        else
        {
            records[oldest] = made;
        }

        return made;
    }
}
