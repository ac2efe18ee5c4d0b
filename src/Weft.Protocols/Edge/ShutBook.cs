using Weft.Model;

namespace Weft.Protocols.Edge;

/// <summary>Which ports are shut, and until when.</summary>
internal sealed class ShutBook(NodePlan plan)
{
    private readonly ShutPortRow?[] _rows = new ShutPortRow?[plan.Ports.Length];

    /// <summary>When the next one is to be opened.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    public bool IsShut(PortIndex port) => _rows[port.Value] is not null;

    public void Shut(PortIndex port, in ShutPortRow row)
    {
        _rows[port.Value] = row;
        FindNext();
    }

    /// <summary>False for a port that is not shut.</summary>
    public bool TryOpen(PortIndex port)
    {
        bool was = IsShut(port);
        _rows[port.Value] = null;
        FindNext();
        return was;
    }

    /// <summary>Opens a port whose time is over; false when there is none.</summary>
    public bool TryOpenDue(Instant now, out PortIndex port)
    {
        int at = Array.FindIndex(_rows, row => row is { } shut && shut.Until <= now);
        port = at < 0 ? PortIndex.None : new PortIndex((ushort)at);
        return at >= 0 && TryOpen(port);
    }

    private void FindNext()
    {
        NextDeadline = Instant.Never;
        foreach (ShutPortRow? row in _rows)
        {
            NextDeadline = row is { } shut ? Instant.Min(NextDeadline, shut.Until) : NextDeadline;
        }
    }
}
