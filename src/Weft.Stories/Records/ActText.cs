namespace Weft.Stories;

/// <summary>The words for what a story does.</summary>
public static class ActText
{
    /// <summary>A step in words: "move vm-b to leaf4:swp3, announced by nothing".</summary>
    public static string Of(StoryStep step) => step switch
    {
        MoveStep move => $"move {move.Host} to {move.To}{(move.IsCold ? ", shut down meanwhile" : "")}, {Announced(move.Announce)}{(move.OldPort == OldPort.Loses ? ", the old port loses its carrier" : "")}",
        ExpectStep expect => $"{expect.Host} is expected at {expect.At}",
        AnnounceStep { Address: Wire.IpAddress address } announce => $"{announce.Host} announces {address}",
        AnnounceStep announce => $"{announce.Host} is {Announced(announce.Kind)}",
        LinkStep link => $"{link.A} - {link.B}: {Condition(link.Condition)}",
        NodeStep node => $"{node.Node}: {Act(node.Act)}",
        RunStep run => $"{run.In} runs {run.Command}",
        TrafficStep traffic => $"start {Count(traffic.Flows.Length, "flow")}: {string.Join(", ", traffic.Flows.Select(flow => flow.Id))}",
        AttemptStep attempt => $"begin {Count(attempt.Flows.Length, "flow")} that may not arrive: {string.Join(", ", attempt.Flows.Select(flow => flow.Id))}",
        StreamStep streams => $"open {Count(streams.Streams.Length, "connection")}: {string.Join(", ", streams.Streams.Select(stream => stream.Id))}",
        WaitStep wait => $"wait {wait.Time.TotalSeconds:0.###} s",
        SpoofStep { Kind: SpoofKind.Gateway } spoof => $"{spoof.Host} pretends to be its gateway",
        SpoofStep { Kind: SpoofKind.Flood } spoof => $"{spoof.Host} announces addresses of nobody, each with another MAC",
        SpoofStep { Kind: SpoofKind.Isis } spoof => $"{spoof.Host} speaks IS-IS at its port",
        SpoofStep { Kind: SpoofKind.Expired } spoof => $"{spoof.Host} sends {spoof.As} packets that may not be forwarded",
        SpoofStep { Kind: SpoofKind.Router } spoof => $"{spoof.Host} pretends to be a router",
        SpoofStep { Kind: SpoofKind.Dhcp } spoof => $"{spoof.Host} pretends to be a DHCP server",
        SpoofStep spoof => $"{spoof.Host} pretends to be {spoof.As}, {Lie(spoof.Kind)}",
        FirewallStep firewall => $"a stateful firewall at {string.Join(", ", firewall.Edges)}",
        StormStep storm => $"{storm.Host} sends {Count(storm.Frames, "broadcast")}",
        HostStep host => $"{host.Host} is switched {(host.IsOn ? "on" : "off")}",
        ImpairStep { IsMended: true } mended => $"{mended.From} -> {mended.To}: the link is good again",
        ImpairStep bad => $"{bad.From} -> {bad.To}: of the frames {bad.Lost} are lost and {bad.Twice} arrive twice, jitter {bad.Jitter.TotalMilliseconds:0.###} ms",
        WatchStep watch => $"watch the routes of {watch.Router}",
        ClaimStep claim => $"measure {claim.Claim.Id}",
        _ => throw new InvalidOperationException($"no words for {step.GetType().Name}"),
    };

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Announced(AnnouncementKind kind) => kind switch
    {
        AnnouncementKind.Garp => "announced by gratuitous ARP and ND",
        AnnouncementKind.Rarp => "announced by RARP",
        _ => "announced by nothing",
    };

    private static string Lie(SpoofKind kind) => kind switch
    {
        SpoofKind.Arp => "by ARP and ND with its own MAC",
        SpoofKind.Identity => "by ARP and ND with the other's MAC",
        SpoofKind.Rarp => "by RARP",
        SpoofKind.Data => "in packets with the other's MAC",
        SpoofKind.Detection => "in duplicate address detection",
        _ => "in the packets it sends",
    };

    private static string Condition(LinkCondition condition) => condition switch
    {
        LinkCondition.Cut => "the link is cut",
        LinkCondition.Silent => "the link delivers nothing, with carrier",
        _ => "the link is whole again",
    };

    private static string Act(NodeAct act) => act switch
    {
        NodeAct.Kill => "the daemon is killed",
        NodeAct.Stop => "the daemon is ended",
        NodeAct.Start => "the daemon starts",
        NodeAct.Drain => "drain",
        NodeAct.Undrain => "undrain",
        NodeAct.Upgrade => "upgrade",
        NodeAct.Off => "the power goes",
        NodeAct.On => "the power comes back",
        _ => throw new InvalidOperationException($"no words for {act}"),
    };
}
