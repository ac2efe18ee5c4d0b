using System.Collections.Immutable;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Makes a case that fails smaller as long as the same checker still objects: leaves out steps, then hosts, then shortens waits.</summary>
public sealed class Minimizer
{
    private readonly Func<FuzzCase, FuzzResult> _play;
    private readonly int _limit;
    private readonly string _checker;

    private Minimizer(FuzzResult failed, Func<FuzzCase, FuzzResult> play, int limit)
    {
        _play = play;
        _limit = limit;
        _checker = failed.Violations[0].Checker;
        Best = failed;
    }

    private FuzzResult Best { get; set; }

    private int Tried { get; set; }

    /// <summary>The smallest case found that fails in the same way, with what came of it.</summary>
    /// <param name="failed">A result with a violation.</param>
    /// <param name="play">Plays a case.</param>
    /// <param name="limit">How many cases to play at most.</param>
    public static FuzzResult Minimize(FuzzResult failed, Func<FuzzCase, FuzzResult> play, int limit = 300)
    {
        Minimizer minimizer = new(failed, play, limit);
        int before;
        do
        {
            before = minimizer.Tried;
            minimizer.DropSteps();
            minimizer.DropFlows();
            minimizer.DropHosts();
        }
        while (minimizer.ShortenWaits() && minimizer.Tried < limit && minimizer.Tried > before);

        return minimizer.Best;
    }

    private bool Try(FuzzCase smaller)
    {
        if (Tried >= _limit)
        {
            return false;
        }

        Tried++;
        FuzzResult result = _play(smaller);
        if (result.IsClean || result.Violations[0].Checker != _checker)
        {
            return false;
        }

        Best = result;
        return true;
    }

    private void DropSteps()
    {
        for (int length = Best.Case.Steps.Length / 2; length >= 1; length /= 2)
        {
            for (int at = Best.Case.Steps.Length - length; at >= 0; at -= length)
            {
                FuzzCase now = Best.Case;
                if (at + length <= now.Steps.Length)
                {
                    Try(now with { Steps = now.Steps.RemoveRange(at, length) });
                }
            }
        }
    }

    private void DropFlows()
    {
        if (Best.Case.Steps.FirstOrDefault() is TrafficStep)
        {
            for (int i = ((TrafficStep)Best.Case.Steps[0]).Flows.Length - 1; i >= 0; i--)
            {
                TrafficStep traffic = (TrafficStep)Best.Case.Steps[0];
                if (traffic.Flows.Length > 1)
                {
                    Try(Best.Case with { Steps = Best.Case.Steps.SetItem(0, traffic with { Flows = traffic.Flows.RemoveAt(i) }) });
                }
            }
        }
    }

    private void DropHosts()
    {
        foreach (FuzzHost host in Best.Case.Fabric.Hosts.Reverse())
        {
            FuzzCase now = Best.Case;
            if (now.Fabric.Hosts.Length > 1 && !now.Steps.Any(step => Names(step).Contains(host.Name)))
            {
                Try(now with { Fabric = now.Fabric with { Hosts = now.Fabric.Hosts.Remove(host) } });
            }
        }
    }

    private bool ShortenWaits()
    {
        bool shortened = false;
        for (int i = 0; i < Best.Case.Steps.Length; i++)
        {
            if (Best.Case.Steps[i] is WaitStep { Time.TotalMilliseconds: >= 20 } wait)
            {
                ImmutableArray<StoryStep> steps = Best.Case.Steps;
                WaitStep shorter = wait with { Time = TimeSpan.FromMilliseconds(Math.Floor(wait.Time.TotalMilliseconds / 2)) };
                shortened |= Try(Best.Case with { Steps = steps.SetItem(i, shorter) });
            }
        }

        return shortened;
    }

    private static IEnumerable<string> Names(StoryStep step) => step switch
    {
        TrafficStep traffic => traffic.Flows.SelectMany(flow => (string[])[flow.Pair.From, flow.Pair.To]),
        MoveStep move => [move.Host],
        AnnounceStep announce => [announce.Host],
        SpoofStep spoof => [spoof.Host, spoof.As],
        StormStep storm => [storm.Host],
        HostStep host => [host.Host],
        _ => [],
    };
}
