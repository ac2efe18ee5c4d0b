using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>
/// Makes a case that the fuzzer has written down a story that any stage can play: what it broke is mended at the end, as the fuzzer does, hosts that are on speak up, and then it
/// claims that every node leads to each of them and that they reach each other. What the fuzzer looks for meanwhile, and the clocks that it drew, stay with the simulator.
/// </summary>
public static class DrawnStory
{
    private static readonly TimeSpan s_converging = TimeSpan.FromSeconds(60);

    /// <summary>A host that was lied about is given another chance after half a minute, and again after a minute.</summary>
    private static readonly TimeSpan s_contended = TimeSpan.FromMinutes(4);

    /// <summary>The story with its end; any other story as it is.</summary>
    public static Story Complete(Story story, Fabric fabric)
    {
        if (story.Drawn is null || story.Claims.Any())
        {
            return story;
        }

        StoryStep[] steps = [.. story.Steps.Select(step => step is NodeStep act ? act with { Waits = false } : step)];
        int line = steps.Length == 0 ? 1 : steps[^1].Line;
        return story with { Steps = [.. steps, .. Mend(steps, line), .. Speak(steps, fabric, line), .. Claims(steps, fabric, line)] };
    }

    /// <summary>Everything that is broken behind the last step, mended in the order of the fuzzer.</summary>
    private static IEnumerable<StoryStep> Mend(StoryStep[] steps, int line)
    {
        foreach (ImpairStep last in steps.OfType<ImpairStep>().GroupBy(step => (step.From, step.To)).Select(same => same.Last()).Where(step => !step.IsMended))
        {
            yield return last.Mended() with { Line = line };
        }

        foreach (LinkStep last in steps.OfType<LinkStep>().GroupBy(step => (step.A, step.B)).Select(same => same.Last()).Where(step => step.Condition != LinkCondition.Joined))
        {
            yield return last with { Line = line, Condition = LinkCondition.Joined };
        }

        foreach (IGrouping<string, NodeStep> same in steps.OfType<NodeStep>().GroupBy(step => step.Node))
        {
            NodeAct power = same.Select(step => step.Act).LastOrDefault(act => act is NodeAct.Off or NodeAct.On);
            NodeAct life = same.Select(step => step.Act).LastOrDefault(act => act is NodeAct.Kill or NodeAct.Stop or NodeAct.Start or NodeAct.On or NodeAct.Upgrade, NodeAct.Start);
            NodeAct drain = same.Select(step => step.Act).LastOrDefault(act => act is NodeAct.Drain or NodeAct.Undrain);
            if (power == NodeAct.Off)
            {
                yield return new NodeStep(line, same.Key, NodeAct.On) { Waits = false };
            }
            else if (life is NodeAct.Kill or NodeAct.Stop)
            {
                yield return new NodeStep(line, same.Key, NodeAct.Start) { Waits = false };
            }

            if (drain == NodeAct.Drain)
            {
                yield return new NodeStep(line, same.Key, NodeAct.Undrain) { Waits = false };
            }
        }
    }

    private static IEnumerable<StoryStep> Speak(StoryStep[] steps, Fabric fabric, int line) =>
        On(steps, fabric).Select(host => new AnnounceStep(line, host.Name, null, AnnouncementKind.Garp));

    private static IEnumerable<StoryStep> Claims(StoryStep[] steps, Fabric fabric, int line)
    {
        TimeSpan within = steps.Any(step => step is SpoofStep) ? s_contended : s_converging;
        FabricHost[] hosts = [.. On(steps, fabric)];
        foreach (FabricHost host in hosts.Where(host => host.Subnet.Scope == SubnetScope.Routed))
        {
            LinkEnd place = steps.OfType<MoveStep>().LastOrDefault(move => move.Host == host.Name)?.To ?? host.At!.Value;
            yield return new ClaimStep(line, new RoutesClaim($"to-{host.Name}", host.Name, place.Node) { Within = within });
        }

        foreach (FabricHost from in hosts)
        {
            foreach (FabricHost to in hosts.Where(to => to != from && to.Subnet.Vrf == from.Subnet.Vrf))
            {
                foreach (AddressFamily family in new[] { AddressFamily.Ipv4, AddressFamily.Ipv6 }.Where(family => Has(from, family) && Has(to, family)))
                {
                    string suffix = family == AddressFamily.Ipv6 ? "-6" : string.Empty;
                    yield return new ClaimStep(line, new ReachClaim($"{from.Name}-{to.Name}{suffix}", new Pair(from.Name, to.Name), family) { Within = within });
                }
            }
        }
    }

    /// <summary>Hosts that are plugged in and on behind the last step.</summary>
    private static IEnumerable<FabricHost> On(StoryStep[] steps, Fabric fabric) =>
        fabric.Hosts.Where(host => host.At is not null && steps.OfType<HostStep>().LastOrDefault(step => step.Host == host.Name) is not { IsOn: false });

    private static bool Has(FabricHost host, AddressFamily family) => host.Addresses.Any(address => address.Address.Family == family);
}
