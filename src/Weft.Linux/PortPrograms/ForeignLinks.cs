using Weft.Model;

namespace Weft.Linux;

/// <summary>Looks for programs of others where frames come in from hosts, if they are there as ours are where the kernel has links: it tells nobody when one comes or goes. Asking waits for a
/// lock that plugging cables holds for long, so each look is at one port, in turn, and at those that are new or had some.</summary>
internal sealed class ForeignLinks(NodePlan plan)
{
    private readonly PortPlan[] _ports = [.. plan.Ports.Where(port => port.FacesHosts)];
    private readonly Dictionary<PortIndex, int> _seen = [];
    private readonly HashSet<PortIndex> _occupied = [];
    private int _turn;

    /// <summary>True when the last look found that somebody took our program from a port.</summary>
    public bool LacksOwn { get; private set; }

    /// <summary>What is in the way, in words, or null.</summary>
    /// <param name="own">Whose programs are ours.</param>
    public string? FindPort(FastPath? own)
    {
        LacksOwn = false;
        for (int i = 0; i < _ports.Length; i++)
        {
            PortIndex port = _ports[i].Index;
            int index = InterfaceIndex.Find(_ports[i].Name);
            bool isNew = _seen.GetValueOrDefault(port) != index;
            _seen[port] = index;
            if (isNew || i == _turn || _occupied.Contains(port))
            {
                LookAt(port, index, own);
            }
        }

        _turn = _turn + 1 < _ports.Length ? _turn + 1 : 0;
        return Array.Find(_ports, port => _occupied.Contains(port.Index)) is { } found ? FastPathGuard.ObstacleAt(found) : null;
    }

    private void LookAt(PortIndex port, int index, FastPath? own)
    {
        uint[] links = index == 0 ? [] : EbpfLink.Read(index, EbpfCalls.Ingress);
        int ours = links.Count(link => own?.IsOwn(link) == true);
        LacksOwn |= ours == 0 && own?.UsesLinkAt(index) == true;
        if (links.Length > ours)
        {
            _occupied.Add(port);
        }
        else
        {
            _occupied.Remove(port);
        }
    }
}
