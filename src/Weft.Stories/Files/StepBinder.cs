using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Binds one step of a story: a mapping with one key, which names the act.</summary>
internal static class StepBinder
{
    /// <summary>Every act, in the order of docs/stories.md.</summary>
    public static readonly ImmutableArray<string> Acts =
    [
        "traffic", "attempt", "stream", "move", "expect", "announce", "spoof", "storm", "firewall", "cut", "silence", "join", "impair", "kill", "stop", "start", "drain", "undrain", "upgrade", "off", "on", "shut", "boot", "wait", "watch", "run", "claim",
    ];

    public static StoryStep? Bind(StoryReader reader, SourceNode node)
    {
        if (node is not SourceMap { Entries.Length: 1 } map)
        {
            reader.Fault(node.Span, "a step must have exactly one act", $"write `- ` and one of {string.Join(", ", Acts)}");
            return null;
        }

        (SourceScalar act, SourceNode value) = map.Entries[0];
        int line = act.Span.Line;
        return act.Text switch
        {
            "traffic" => new TrafficStep(line, Flows(reader, value, "traffic")),
            "attempt" => new AttemptStep(line, Flows(reader, value, "attempt")),
            "stream" => new StreamStep(line, Connections(reader, value)),
            "move" => Move(reader, value, line),
            "expect" => Expect(reader, value, line),
            "cut" => Link(reader, map, act.Text, line, LinkCondition.Cut),
            "silence" => Link(reader, map, act.Text, line, LinkCondition.Silent),
            "join" => Link(reader, map, act.Text, line, LinkCondition.Joined),
            "kill" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Kill),
            "stop" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Stop),
            "start" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Start),
            "drain" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Drain),
            "undrain" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Undrain),
            "upgrade" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Upgrade),
            "off" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.Off),
            "on" => new NodeStep(line, reader.Text(map, act.Text), NodeAct.On),
            "impair" => Impair(reader, value, line),
            "shut" => new HostStep(line, reader.Text(map, act.Text), IsOn: false),
            "boot" => new HostStep(line, reader.Text(map, act.Text), IsOn: true),
            "watch" => new WatchStep(line, reader.Text(map, act.Text)),
            "wait" => new WaitStep(line, reader.Duration(map, act.Text, default)),
            "spoof" => Spoof(reader, value, line),
            "storm" => Storm(reader, value, line),
            "firewall" => new FirewallStep(line, reader.Texts(map, act.Text)),
            "run" => Run(reader, value, line),
            "announce" => Announce(reader, value, line),
            "claim" => ClaimBinder.Bind(reader, value) is Claim claim ? new ClaimStep(line, claim) : null,
            _ => Unknown(reader, act),
        };
    }

    private static StoryStep? Unknown(StoryReader reader, SourceScalar act)
    {
        string? near = Suggestion.Nearest(act.Text, Acts);
        string question = near is null ? string.Empty : $"did you mean `{near}`? ";
        reader.Fault(act.Span, $"`{act.Text}` is not an act", $"{question}acts: {string.Join(", ", Acts)}");
        return null;
    }

    private static ImmutableArray<(string Id, Pair Pair, AddressFamily Family)> Flows(StoryReader reader, SourceNode value, string what)
    {
        SourceMap? map = reader.Map(value, what);
        if (map is null)
        {
            return [];
        }

        return [.. map.Entries.Select(entry =>
        {
            (Pair pair, AddressFamily family) = reader.Pair(entry.Value, entry.Key.Text);
            return (entry.Key.Text, pair, family);
        })];
    }

    private static ImmutableArray<StoryConnection> Connections(StoryReader reader, SourceNode value) =>
        reader.Map(value, "stream") is SourceMap map ? [.. map.Entries.Select(entry => reader.Connection(entry.Value, entry.Key.Text))] : [];

    private static MoveStep? Move(StoryReader reader, SourceNode value, int line)
    {
        SourceMap? map = reader.Map(value, "a move", "host", "to", "announce", "old-port", "cold");
        return map is null
            ? null
            : new MoveStep(
                line,
                reader.Text(map, "host"),
                reader.Port(map, "to"),
                Kind(reader, map),
                reader.Word(map, "old-port", OldPort.Keeps, ("keeps", OldPort.Keeps), ("loses", OldPort.Loses)),
                reader.Flag(map, "cold", otherwise: false));
    }

    private static ExpectStep? Expect(StoryReader reader, SourceNode value, int line)
    {
        SourceMap? map = reader.Map(value, "an expectation", "host", "at");
        return map is null ? null : new ExpectStep(line, reader.Text(map, "host"), reader.Port(map, "at"));
    }

    private static LinkStep? Link(StoryReader reader, SourceMap map, string act, int line, LinkCondition condition)
    {
        string[] ends = reader.Text(map, act).Split("--", StringSplitOptions.TrimEntries);
        if (ends.Length == 2)
        {
            return new LinkStep(line, ends[0], ends[1], condition);
        }

        reader.Fault(map.Entries[0].Value.Span, $"`{act}` does not name a link", "write both ends, such as leaf1 -- spine1");
        return null;
    }

    private static ImpairStep? Impair(StoryReader reader, SourceNode value, int line)
    {
        Fraction none = new(0, 1);
        SourceMap? map = reader.Map(value, "an impairment", "from", "to", "lost", "twice", "jitter");
        return map is null
            ? null
            : new ImpairStep(
                line,
                reader.Text(map, "from"),
                reader.Text(map, "to"),
                map.Find("lost") is null ? none : reader.Share(map, "lost"),
                map.Find("twice") is null ? none : reader.Share(map, "twice"),
                reader.Duration(map, "jitter", TimeSpan.Zero));
    }

    private static RunStep? Run(StoryReader reader, SourceNode value, int line)
    {
        SourceMap? map = reader.Map(value, "a command", "in", "command");
        return map is null ? null : new RunStep(line, reader.Text(map, "in"), reader.Text(map, "command"));
    }

    private static SpoofStep? Spoof(StoryReader reader, SourceNode value, int line)
    {
        SourceMap? map = reader.Map(value, "a spoof", "host", "as", "by", "count", "every");
        return map is null
            ? null
            : new SpoofStep(
                line,
                reader.Text(map, "host"),
                reader.Text(map, "as"),
                reader.Word(
                    map, "by", SpoofKind.Arp, ("arp", SpoofKind.Arp), ("identity", SpoofKind.Identity), ("rarp", SpoofKind.Rarp), ("packet", SpoofKind.Packet),
                    ("gateway", SpoofKind.Gateway), ("detection", SpoofKind.Detection), ("flood", SpoofKind.Flood), ("isis", SpoofKind.Isis), ("expired", SpoofKind.Expired),
                    ("data", SpoofKind.Data), ("router", SpoofKind.Router), ("dhcp", SpoofKind.Dhcp)),
                reader.Number(map, "count", 1),
                reader.Duration(map, "every", TimeSpan.FromMilliseconds(100)));
    }

    private static StormStep? Storm(StoryReader reader, SourceNode value, int line)
    {
        SourceMap? map = reader.Map(value, "a storm", "host", "frames");
        return map is null ? null : new StormStep(line, reader.Text(map, "host"), reader.Number(map, "frames", 1000));
    }

    private static AnnounceStep? Announce(StoryReader reader, SourceNode value, int line)
    {
        SourceMap? map = reader.Map(value, "an announcement", "host", "address", "announce");
        if (map is null)
        {
            return null;
        }

        IpAddress? address = map.Find("address") is null ? null : reader.Address(map.Find("address")!.Value, "address", reader.Text(map, "address"));
        return new AnnounceStep(line, reader.Text(map, "host"), address, Kind(reader, map));
    }

    private static AnnouncementKind Kind(StoryReader reader, SourceMap map) => reader.Word(
        map, "announce", AnnouncementKind.Garp, ("garp", AnnouncementKind.Garp), ("rarp", AnnouncementKind.Rarp), ("none", AnnouncementKind.None));
}
