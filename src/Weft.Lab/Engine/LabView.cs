using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Looks at a lab as an engineer would: captures, kernel tables, and what daemons tell.</summary>
internal sealed partial class LabView(NativeLab lab, PathTracer tracer, HostVoice voice) : IStoryView
{
    private readonly LabTables _tables = new(lab);
    private readonly CommandRunner _commands = new();

    public LinkEnd? PlaceOf(string host) => _tables.PlaceOf(host);

    public INodeRoutes RoutesOf(string name) => _tables.RoutesOf(name);

    public ImmutableArray<ForwardingPath> Trace(Pair pair, AddressFamily family, int flows, TimeSpan patience) =>
        tracer.TraceMany(lab.Endpoint(pair.From), lab.Endpoint(pair.To), family, flows, patience);

    public ForwardingPath Trace(string from, IpAddress to, TimeSpan patience) =>
        tracer.Trace(lab.Endpoint(from), new Endpoint(to.ToString(), [to]), to.Family, patience);

    public NeighborAnswers Ask(string host, IpAddress target, TimeSpan listening)
    {
        FabricHost asker = lab.Topology.Host(host).Host;
        IpAddress own = asker.Addresses.First(address => address.Address.Family == target.Family).Address;
        ushort type = (ushort)(target.IsIpv6 ? EtherType.Ipv6 : EtherType.Arp);
        using Capture capture = Capture.Open(host, LabTopologyBuilder.HostInterface, type);
        capture.Clear();
        capture.Send(target.IsIpv6 ? HostFrames.Solicitation(asker.Mac, own, target) : HostFrames.ArpRequest(asker.Mac, own, target));
        ImmutableArray<MacAddress>.Builder macs = ImmutableArray.CreateBuilder<MacAddress>();
        int questions = 1;
        long until = Clock.Now + listening.Ticks;
        while (Clock.Now < until)
        {
            if (!capture.TryReceive(TimeSpan.FromTicks(Math.Max(1, until - Clock.Now)), out ReadOnlySpan<byte> frame, out bool outgoing))
            {
                continue;
            }

            if (outgoing)
            {
                questions += NeighborTalk.IsQuestion(frame, target) ? 1 : 0;
            }
            else if (NeighborTalk.Answer(frame, target) is MacAddress mac)
            {
                macs.Add(mac);
            }
        }

        return new NeighborAnswers(questions, macs.ToImmutable());
    }

    public MacAddress? NeighborOf(string host, IpAddress address)
    {
        string text = _commands.Run("ip", ["-n", host, "-json", "neigh", "show", address.ToString()]);
        using JsonDocument document = JsonDocument.Parse(text);
        foreach (JsonElement entry in document.RootElement.EnumerateArray())
        {
            if (entry.TryGetProperty("lladdr", out JsonElement value) && MacAddress.TryParse(value.GetString(), out MacAddress mac))
            {
                return mac;
            }
        }

        return null;
    }

    public int Exchange(Pair pair, AddressFamily family, int flows, TimeSpan patience) =>
        throw new StoryException($"{pair.To} answers nobody but ping in the lab");

    /// <summary>By the host's own ping: "From 10.255.0.6 icmp_seq=1 Time to live exceeded" or "64 bytes from 10.1.0.1: icmp_seq=1 ...".</summary>
    public PingAnswer? Ping(string from, IpAddress to, byte hopLimit, TimeSpan patience)
    {
        string wait = patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        lab.Endpoint(from);
        string output = _commands.Try("ip", ["netns", "exec", from, "ping", "-n", "-c", "1", "-t", $"{hopLimit}", "-W", wait, $"{to}"]).Output;
        Match match = Answerer().Match(output);
        return match.Success && IpAddress.TryParse(match.Groups["address"].Value, out IpAddress address)
            ? new PingAnswer(address, match.Groups["echo"].Success)
            : null;
    }

    public ImmutableArray<string> HearersOf(string host, TimeSpan listening)
    {
        byte[] broadcast = HostFrames.Broadcast(lab.Topology.Host(host).Host);
        string[] others = [.. lab.Topology.Fabric.Hosts.Select(item => item.Name).Where(name => name != host)];
        Capture[] captures = [.. others.Select(name => Capture.OpenUdp(name, HostFrames.BroadcastPort))];
        try
        {
            voice.Send(host, broadcast);
            long until = Clock.Now + listening.Ticks;
            return [.. others.Zip(captures).Where(pair => Hears(pair.Second, until)).Select(pair => pair.First).Order(StringComparer.Ordinal)];
        }
        finally
        {
            foreach (Capture capture in captures)
            {
                capture.Dispose();
            }
        }
    }

    /// <summary>Entries that the daemon itself put there are permanent, the others were learned.</summary>
    public ImmutableArray<LearnedMac> LearnedVirtualMacs()
    {
        ImmutableArray<LearnedMac>.Builder found = ImmutableArray.CreateBuilder<LearnedMac>();
        foreach (FabricNode node in lab.Topology.Fabric.Nodes)
        {
            string text = _commands.Run("bridge", ["-n", node.Name, "-json", "fdb", "show"]);
            using JsonDocument document = JsonDocument.Parse(text.Length == 0 ? "[]" : text);
            foreach (JsonElement entry in document.RootElement.EnumerateArray())
            {
                bool isPermanent = entry.TryGetProperty("state", out JsonElement state) && state.GetString() == "permanent";
                if (!isPermanent && MacAddress.TryParse(entry.GetProperty("mac").GetString(), out MacAddress mac) && mac.IsVirtualRouter)
                {
                    found.Add(new LearnedMac(node.Name, mac, entry.GetProperty("ifname").GetString() ?? string.Empty));
                }
            }
        }

        return found.ToImmutable();
    }

    public long RouteChangesOf(string router) => lab.Rim.Router(router).RouteVersion();

    public ImmutableArray<ToldEvent> EventsOf(string node) =>
    [
        .. NodeApi.Events(LabPaths.Socket(lab.Name, node)).Select(item => new ToldEvent(item.Node, item.Sequence, item.Kind, item.Subject, item.Text)),
    ];

    private static bool Hears(Capture capture, long until) =>
        capture.TryReceive(TimeSpan.FromTicks(Math.Max(0, until - Clock.Now)), out _, out _);

    [GeneratedRegex(@"((?<echo>\d+ bytes from )|From )(?<address>[0-9a-f.:]*[0-9a-f])")]
    private static partial Regex Answerer();
}
