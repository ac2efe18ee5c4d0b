using System.Collections.Immutable;
using Weft.Stories;

namespace Weft.Report;

/// <summary>How an act changed the way of some flows.</summary>
/// <param name="Flows">The flows whose ways are alike, by name.</param>
/// <param name="Before">The way before it.</param>
/// <param name="During">Other ways meanwhile, each with the probes that took it.</param>
/// <param name="After">The way in the end.</param>
internal sealed record PathChange(ImmutableArray<string> Flows, WayRun Before, ImmutableArray<WayRun> During, WayRun After)
{
    /// <summary>Ways between the first and the last that are shown.</summary>
    public const int MostDuring = 4;

    /// <summary>A probe that was under way when an act was done, and did not arrive, belongs to that act.</summary>
    private static readonly TimeSpan s_underway = TimeSpan.FromMilliseconds(50);

    /// <summary>What an act changed, until the next act.</summary>
    public static ImmutableArray<PathChange> Of(StoryRecord story, ActRecord act)
    {
        TimeSpan until = story.Acts.Where(other => other.ChangesFabric && other.Began > act.Began).Select(other => other.Began).FirstOrDefault(TimeSpan.MaxValue);
        List<PathChange> changes = [];
        foreach (FlowRecord flow in story.Flows)
        {
            if (Change(flow, act.Began, until) is not PathChange change)
            {
                continue;
            }

            int same = changes.FindIndex(change.IsLike);
            if (same >= 0)
            {
                changes[same] = changes[same] with { Flows = [.. changes[same].Flows, flow.Id] };
            }
            else
            {
                changes.Add(change);
            }
        }

        return [.. changes];
    }

    private static PathChange? Change(FlowRecord flow, TimeSpan from, TimeSpan until)
    {
        WayRun? before = null;
        WayRun? after = null;
        List<WayRun> during = [];
        foreach (WayRun way in flow.Ways)
        {
            TimeSpan touched = way.Path.Arrived ? way.From : way.To + s_underway;
            if (touched < from)
            {
                before = way;
            }
            else if (touched < until)
            {
                after = way;
                Add(during, way);
            }
        }

        if (before is null || after is null)
        {
            return null;
        }

        during.RemoveAll(way => IsSame(way, before) || IsSame(way, after));
        return during.Count == 0 && IsSame(before, after) ? null : new PathChange([flow.Id], before, [.. during.Take(MostDuring)], after);
    }

    private static void Add(List<WayRun> during, WayRun way)
    {
        int same = during.FindIndex(known => IsSame(known, way));
        if (same >= 0)
        {
            during[same] = during[same] with { To = way.To, Count = during[same].Count + way.Count };
        }
        else
        {
            during.Add(way);
        }
    }

    private static bool IsSame(WayRun a, WayRun b) => a.Fate == b.Fate && a.Path.Arrived == b.Path.Arrived && a.Path.Hops.SequenceEqual(b.Path.Hops);

    private bool IsLike(PathChange other) =>
        IsSame(Before, other.Before) && IsSame(After, other.After) && During.Length == other.During.Length
        && During.Zip(other.During).All(pair => IsSame(pair.First, pair.Second));
}
