using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// Draws what happens in a fabric. Each case draws first what kinds of acts it has at all, so that some are all moves and others all failures,
/// and then acts that make sense where the earlier ones have led.
/// </summary>
internal sealed class StepDraw
{
    private readonly Dice _dice;
    private readonly Dice _storms;
    private readonly FuzzFabric _drawn;
    private readonly Fabric _fabric;
    private readonly FabricDraw _ports;
    private readonly FaultDraw _faults;
    private readonly List<StoryStep> _steps = [];
    private readonly Dictionary<string, LinkEnd> _places = [];
    private readonly HashSet<string> _off = [];
    private readonly List<Action> _kinds = [];

    public StepDraw(Dice dice, Dice storms, FuzzFabric drawn, FabricDraw ports)
    {
        _dice = dice;
        _storms = storms;
        _drawn = drawn;
        _fabric = drawn.Build();
        _ports = ports;
        _faults = new FaultDraw(dice, _fabric, _steps, Wait);
        foreach (FuzzHost host in drawn.Hosts)
        {
            _places.Add(host.Name, host.At);
        }
    }

    public ImmutableArray<StoryStep> Draw()
    {
        DrawTraffic();
        DrawKinds();
        int acts = _dice.Between(3, 12);
        int attacked = _dice.Between(0, acts - 1);
        for (int i = 0; i < acts; i++)
        {
            if (i == attacked)
            {
                Attack();
            }

            _dice.Pick(_kinds)();
            Wait();
        }

        return [.. _steps];
    }

    private void DrawKinds()
    {
        Action[] common = [Move, Move, MoveAndBack, Announce];
        Action[] all =
        [
            .. common, .. common, _faults.Cut, _faults.Cut, _faults.Silence, _faults.Mend, _faults.Impair, _faults.KillAndStart, _faults.KillAndStart,
            _faults.StopAndStart, _faults.Kill, _faults.Start, _faults.PowerCycle, _faults.Off, _faults.On, _faults.Drain, _faults.Undrain, _faults.Upgrade, HostOff, HostOn, Spoof, Spoof, Attack,
        ];
        foreach (Action kind in all)
        {
            if (_dice.OnceIn(3))
            {
                _kinds.Add(kind);
            }
        }

        _kinds.Add(Move);
    }

    private void DrawTraffic()
    {
        ImmutableArray<(string, Pair, AddressFamily)>.Builder flows = ImmutableArray.CreateBuilder<(string, Pair, AddressFamily)>();
        int count = _dice.Between(1, 4);
        for (int i = 1; i <= count; i++)
        {
            FuzzHost from = _dice.Pick(_drawn.Hosts);
            FuzzHost[] others = [.. _drawn.Hosts.Where(host => host != from && IsRed(host) == IsRed(from))];
            if (others.Length > 0)
            {
                FuzzHost to = _dice.Pick(others);
                bool ipv6 = from.Addresses.Contains("2001", StringComparison.Ordinal) && to.Addresses.Contains("2001", StringComparison.Ordinal) && _dice.OnceIn(2);
                flows.Add(($"f{i}", new Pair(from.Name, to.Name), ipv6 ? AddressFamily.Ipv6 : AddressFamily.Ipv4));
            }
        }

        if (flows.Count > 0)
        {
            _steps.Add(new TrafficStep(0, flows.ToImmutable()));
        }
    }

    private static bool IsRed(FuzzHost host) => host.Subnet == "red";

    private void Wait()
    {
        TimeSpan time = _dice.Between(0, 5) switch
        {
            0 => TimeSpan.Zero,
            1 => _dice.Milliseconds(1, 50),
            2 => _dice.Milliseconds(20, 300),
            3 or 4 => _dice.Milliseconds(300, 2500),
            _ => _dice.Milliseconds(2000, 8000),
        };
        if (time > TimeSpan.Zero)
        {
            _steps.Add(new WaitStep(0, time));
        }
    }

    private void Move()
    {
        if (PickHost(on: true) is FuzzHost host)
        {
            MoveTo(host, _dice.Pick(PortsFor(host)));
        }
    }

    /// <summary>A to B and back, before the dust has settled.</summary>
    private void MoveAndBack()
    {
        if (PickHost(on: true) is FuzzHost host)
        {
            LinkEnd home = _places[host.Name];
            MoveTo(host, _dice.Pick(PortsFor(host)));
            _steps.Add(new WaitStep(0, _dice.Milliseconds(1, 400)));
            MoveTo(host, home);
        }
    }

    private void MoveTo(FuzzHost host, LinkEnd to)
    {
        if (_places[host.Name] == to)
        {
            return;
        }

        AnnouncementKind kind = _dice.Pick([AnnouncementKind.Garp, AnnouncementKind.Garp, AnnouncementKind.Rarp, AnnouncementKind.None]);
        OldPort old = _dice.OnceIn(3) ? OldPort.Loses : OldPort.Keeps;
        LinkEnd from = _places[host.Name];
        _places[host.Name] = to;

        // A port at which others are plugged in, on or off, does not lose its carrier.
        bool isAlone = !_places.ContainsValue(from);
        _steps.Add(new MoveStep(0, host.Name, to, kind, isAlone ? old : OldPort.Keeps, _dice.OnceIn(4)));
    }

    private void Announce()
    {
        if (PickHost(on: true) is FuzzHost host)
        {
            _steps.Add(new AnnounceStep(0, host.Name, null, _dice.Pick([AnnouncementKind.Garp, AnnouncementKind.Rarp])));
        }
    }

    private void HostOff()
    {
        if (PickHost(on: true) is FuzzHost host && _off.Count < _drawn.Hosts.Length - 2)
        {
            _off.Add(host.Name);
            _steps.Add(new HostStep(0, host.Name, IsOn: false));
        }
    }

    private void HostOn()
    {
        if (PickHost(on: false) is FuzzHost host)
        {
            _off.Remove(host.Name);
            _steps.Add(new HostStep(0, host.Name, IsOn: true));
        }
    }

    private void Spoof()
    {
        if (PickHost(on: true) is FuzzHost liar)
        {
            FuzzHost[] victims = [.. _drawn.Hosts.Where(host => host != liar && host.Subnet == liar.Subnet)];
            if (victims.Length > 0)
            {
                SpoofKind kind = _dice.Pick([SpoofKind.Arp, SpoofKind.Identity, SpoofKind.Rarp, SpoofKind.Packet, SpoofKind.Data]);
                _steps.Add(new SpoofStep(0, liar.Name, _dice.Pick(victims).Name, kind, _dice.Between(1, 4), _dice.Milliseconds(1, 300)));
            }
        }
    }

    /// <summary>What no leaf may be impressed by at all, whatever its ports trust.</summary>
    private void Attack()
    {
        if (PickHost(on: true) is FuzzHost attacker)
        {
            SpoofKind kind = _dice.Pick(
                [SpoofKind.Gateway, SpoofKind.Detection, SpoofKind.Flood, SpoofKind.Isis, SpoofKind.Expired, SpoofKind.Router, SpoofKind.Dhcp]);
            FuzzHost other = _dice.Pick(_drawn.Hosts);
            _steps.Add(new SpoofStep(0, attacker.Name, other.Name, kind, _dice.Between(1, 4), _dice.Milliseconds(1, 300)));
            if (_storms.OnceIn(3))
            {
                _steps.Add(new StormStep(0, attacker.Name, _storms.Between(500, 3000)));
            }
        }
    }

    private FuzzHost? PickHost(bool on)
    {
        FuzzHost[] hosts = [.. _drawn.Hosts.Where(host => _off.Contains(host.Name) != on)];
        return hosts.Length == 0 ? null : _dice.Pick(hosts);
    }

    private List<LinkEnd> PortsFor(FuzzHost host)
    {
        if (host.Subnet == "lan")
        {
            return [.. _ports.Trunks.Where(port => port.Port == "swp1" && _fabric.FindNode(port.Node)!.Site.Name == "s1")];
        }

        return host.Subnet == "web" && _dice.OnceIn(3) ? [.. _ports.Desks] : [.. _ports.Trunks];
    }
}
