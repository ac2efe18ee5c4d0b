using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Weft.Model;
using Weft.Stories;
using AddressFamily = Weft.Wire.AddressFamily;

namespace Weft.Lab.Tests;

/// <summary>The fabric of guarded ports on this machine's kernel, with flows between its honest hosts that never stop.</summary>
public sealed partial class AttackLab : IDisposable
{
    private const string Prefix = "wat-";
    private const int WholeProbes = 100;
    private const int FloodFrames = 20_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-attacks-").FullName;
    private readonly HostVoice _voice = new();
    private readonly Traffic _traffic = new(LabKernel.Native.ProbeInterval);
    private readonly CommandRunner _commands = new();
    private readonly Dictionary<string, AttackTool> _forgers = [];
    private readonly ImmutableArray<UdpFlow> _flows;
    private int _newcomers;
    private readonly NativeLab _lab;

    public AttackLab()
    {
        CommandResult tools = _commands.Try(Path.Combine(Repository.Root, "tools", "ensure-packages"), ["attacks"]);
        Assert.True(tools.ExitCode == 0, tools.Error);
        string text = Names().Replace(WithMorePorts(File.ReadAllText(Path.Combine(Repository.Root, "fabrics", "guarded.yaml"))), name => Prefix + name.Value);
        string file = Path.Combine(_folder, "guarded.yaml");
        File.WriteAllText(file, text);
        LabOptions options = new()
        {
            FabricFile = file,
            Output = Path.Combine(_folder, "out"),
            Daemon = PublishedWeft.Daemon,
            Routers = false,
        };
        _lab = LabLauncher.Launch(FabricFile.Load(text).Fabric!, options, _voice);
        (string From, string To)[] pairs = [("vm-a", "vm-b"), ("vm-b", "vm-a"), ("vm-c", "vm-b"), ("vm-a", "vm-c")];
        _flows = [.. pairs.SelectMany(pair => new[] { AddressFamily.Ipv4, AddressFamily.Ipv6 }.Select(family => Flow(pair.From, pair.To, family)))];
        AwaitWhole();
    }

    /// <summary>Has somebody attack until it is counted and named, and until the flows have shown what it did to them.</summary>
    public AttackOutcome Measure(Attack attack)
    {
        string leaf = _lab.Topology.Host(Prefix + attack.From).Host.At!.Value.Node;
        AttackSnapshot before = Look(leaf, attack);
        ImmutableArray<long> from = [.. _flows.Select(flow => flow.Log.Next)];
        AttackSnapshot after = before;
        bool? isNewcomerHeard = null;
        bool isOver = Run(attack, () =>
        {
            after = Look(leaf, attack);
            return (attack.Counter is null || after.Count(attack.Counter) >= before.Count(attack.Counter) + attack.Times)
                && (!attack.IsFlood || after.Refused >= before.Refused + FloodFrames)
                && (attack.Reason is null || after.Named(attack.Reason) > before.Named(attack.Reason))
                && (attack.Event is null || after.Told(attack.Event) > before.Told(attack.Event))
                && (!attack.HasNewcomer || (isNewcomerHeard ??= IsNewcomerHeard()));
        });
        ImmutableArray<long> to = AwaitWhole();
        after = Look(leaf, attack);
        FlowWindow[] windows = [.. _flows.Select((flow, i) => FlowWindow.Measure(flow.Log, from[i], to[i], _traffic.Interval))];
        return new AttackOutcome(isOver, before, after, windows.Sum(window => window.Lost), windows.Sum(window => window.Sent), windows.Max(window => window.LongestGap))
        {
            Losers = string.Join(", ", _flows.Where((_, i) => windows[i].Lost > 0).Select(flow => flow.Id)),
        };
    }

    /// <summary>Every route of the nodes to each other and to honest hosts, but for the address that vm-a takes on its own while it is attacked. Who attacks
    /// has addresses too, and free ones of the subnet, from 10.1.0.100 on, are anybody's at the first-come port.</summary>
    public string Routes() => string.Join('\n', _lab.Topology.Fabric.Nodes.SelectMany(node => new[] { "-4", "-6" }.SelectMany(
        family => _commands.Run("ip", ["-n", node.Name, family, "route", "show", "proto", "200"]).Split('\n').Where(line => !NobodysRoute().IsMatch(line)).Select(line => $"{node.Name} {line.Trim()}"))));

    /// <summary>What a host's kernel says of its addresses and of its ways out.</summary>
    public string Network(string host) => _commands.Run("ip", ["-n", Prefix + host, "-6", "addr"]) + _commands.Run("ip", ["-n", Prefix + host, "-6", "route"]);

    /// <summary>Addresses that a host looks for at attackers, but for those that are theirs.</summary>
    public ImmutableArray<string> Deceptions(string host) => [.. _commands.Run("ip", ["-n", Prefix + host, "neigh", "show"]).Split('\n')
        .Select(line => Deceived().Match(line)).Where(match => match.Success && !match.Groups["address"].Value.EndsWith(match.Groups["number"].Value, StringComparison.Ordinal))
        .Select(match => match.Value)];

    public void Dispose()
    {
        foreach (AttackTool forger in _forgers.Values)
        {
            forger.Dispose();
        }

        _traffic.Dispose();
        _voice.Dispose();
        _lab.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>roger, who attacks, and vm-d at trusted ports of one leaf: their operator filters, or does not. One BPDU of bridget shuts her port.</summary>
    private static string WithMorePorts(string text)
    {
        const string Last = "  eve: ";
        int end = text.IndexOf('\n', text.IndexOf(Last, StringComparison.Ordinal)) + 1;
        return text.Insert(end, "  roger: { at: leaf2:swp5, subnet: web }\n  vm-d: { at: leaf2:swp6, subnet: web }\n  bridget: { at: leaf2:swp7, subnet: web }\n")
            .Replace("  leaf2: { swp1:", "  leaf2: { swp7: { access: web, guard: strict, moves: verified, bpdu: shut }, swp1:", StringComparison.Ordinal);
    }

    // With the neighbour known beforehand the host has nothing to ask: the packet is all that its leaf can notice.
    private bool IsNewcomerHeard()
    {
        string address = $"10.1.0.{200 + _newcomers++}";
        using AttackTool newcomer = new(
            Prefix + "vm-d", _folder, $"ip neigh replace 10.1.0.11 lladdr 00:00:5e:00:01:0a dev eth0 nud permanent && ip addr add {address}/24 dev eth0 && exec ping -n -c 5 -i 0.2 -I {address} 10.1.0.11");
        return newcomer.Await() == 0;
    }

    private bool Run(Attack attack, Func<bool> isSeen)
    {
        if (attack.Tool.StartsWith("forge ", StringComparison.Ordinal))
        {
            // Where a host has just been asked for, its leaf does not ask again for every frame of the same kind.
            TimeSpan pause = attack.Event is null ? s_patience : s_second;
            return Wait.Until(() => Forge(attack, isSeen, pause), s_patience);
        }

        using AttackTool tool = new(Prefix + attack.From, _folder, $"exec {attack.Tool}");
        if (attack.Victim is null)
        {
            return Wait.Until(isSeen, s_patience);
        }

        // The attacker waits for a word of the victim, and may not be listening yet.
        long until = Clock.Now + s_patience.Ticks;
        while (Clock.Now < until)
        {
            using AttackTool victim = new(Prefix + "vm-a", _folder, attack.Victim);
            Assert.Equal(attack.VictimExitCode, victim.Await());
            if (isSeen())
            {
                return true;
            }
        }

        return false;
    }

    private bool Forge(Attack attack, Func<bool> isSeen, TimeSpan patience)
    {
        Forger(attack.From).Tell(attack.Tool["forge ".Length..]);
        return Wait.Until(isSeen, patience);
    }

    private AttackTool Forger(string host)
    {
        if (!_forgers.TryGetValue(host, out AttackTool? forger))
        {
            forger = new AttackTool(Prefix + host, _folder, $"exec /usr/bin/python3 {Path.Combine(Repository.Root, "tests", "Weft.Lab.Tests", "Attacks", "forge.py")}");
            _forgers.Add(host, forger);
        }

        return forger;
    }

    private AttackSnapshot Look(string leaf, Attack attack)
    {
        string socket = LabPaths.Socket(_lab.Name, leaf);
        return new AttackSnapshot(
            NodeApi.Ask(socket, ApiFormat.Counters)?.Counters ?? [],
            NodeApi.Ask(socket, ApiFormat.Violations)?.Violations ?? [],
            attack.Event is null ? [] : NodeApi.Events(socket),
            _lab.Daemons.Running(leaf).ResidentOctets);
    }

    private UdpFlow Flow(string from, string to, AddressFamily family) =>
        _traffic.Start($"{from} to {to} {family}", _lab.Endpoint(Prefix + from), _lab.Endpoint(Prefix + to), family);

    // Returns the number of each flow's first probe that may still be under way.
    private ImmutableArray<long> AwaitWhole()
    {
        ImmutableArray<long> from = [.. _flows.Select(flow => flow.Log.Next)];
        for (int i = 0; i < _flows.Length; i++)
        {
            Assert.True(Wait.Until(() => _flows[i].Log.HasDelivered(from[i], WholeProbes, underway: 2), s_patience), $"{_flows[i].Id} does not deliver");
        }

        return [.. from.Select(first => first + (WholeProbes / 2))];
    }

    [GeneratedRegex(@"^(10\.1\.0\.(1[45679]|\d\d\d)|2001:db8:1::(1[45679]|99|66:.*)) ")]
    private static partial Regex NobodysRoute();

    // mallory, trudy and eve are the hosts 4, 5 and 6: 02:57:46:00:00:04 has 10.1.0.14, 2001:db8:1::14 and fe80::57:46ff:fe00:4.
    [GeneratedRegex(@"^(?<address>\S+) dev eth0 lladdr 02:57:46:00:00:0(?<number>[456]) ")]
    private static partial Regex Deceived();

    [GeneratedRegex(@"\b(guarded|leaf[123]|edge[12]|vm-[abcd]|mallory|trudy|eve|roger|bridget|core|ext)\b")]
    private static partial Regex Names();
}
