namespace Weft.Simulation;

/// <summary>One probe on its way: the links it took, and what became of it.</summary>
internal sealed class ProbeTravel(long sequence, TimeSpan sentAt, string firstNode)
{
    private readonly List<(string From, string To)> _steps = [];
    private (string Node, string Port)? _exit;

    public long Sequence => sequence;

    /// <summary>When it was sent, counted from the beginning of the story.</summary>
    public TimeSpan SentAt => sentAt;

    /// <summary>Who got it; null while nobody has.</summary>
    public string? Receiver { get; private set; }

    /// <summary>Why it did not arrive; null when it did, or when nobody saw.</summary>
    public string? Fate { get; private set; }

    /// <summary>The nodes that it met, in order.</summary>
    public List<string> Nodes { get; private set; } = [];

    public void Pass(string from, string to) => _steps.Add((from, to));

    /// <summary>A node sent it out of a port where hosts are; whether one of them gets it will be seen.</summary>
    public void Leave(string node, string port) => _exit = (node, port);

    /// <summary>It reached somebody who is at this node.</summary>
    public void Arrive(string receiver, string node)
    {
        Receiver = receiver;
        Fate = null;
        Nodes = WayTo(node);
    }

    /// <summary>It ended at this node.</summary>
    public void End(string node, string fate)
    {
        if (Receiver is null)
        {
            Fate = fate;
            Nodes = WayTo(node);
        }
    }

    /// <summary>Nobody saw where it ended.</summary>
    public void GiveUp()
    {
        if (Receiver is null && Fate is null && _exit is (string node, string port))
        {
            End(node, $"sent out of {node}:{port}, where nobody has the address");
        }
        else if (Receiver is null && Nodes.Count == 0)
        {
            Nodes = WayTo(_steps.Count == 0 ? firstNode : _steps[^1].To);
        }
    }

    /// <summary>Copies that were flooded elsewhere took other links; the way is found from its end.</summary>
    private List<string> WayTo(string end)
    {
        List<string> way = [end];
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i].To == way[^1])
            {
                way.Add(_steps[i].From);
            }
        }

        way.Reverse();
        return way;
    }
}
