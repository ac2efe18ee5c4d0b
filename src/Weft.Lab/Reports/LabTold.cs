using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>What the nodes of a lab have told while a story was played.</summary>
public static class LabTold
{
    /// <summary>Asks every node.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="began">When the story began, on the stage's clock.</param>
    public static ImmutableArray<ToldRecord> Since(NativeLab lab, long began)
    {
        List<ToldRecord> told = [];
        foreach (FabricNode node in lab.Topology.Fabric.Nodes)
        {
            ImmutableArray<EventReport> events = NodeApi.Events(LabPaths.Socket(lab.Name, node.Name));

            // Daemons have the clock of this machine.
            DateTimeOffset start = DateTimeOffset.UtcNow - TimeSpan.FromTicks(Clock.Now - began);
            told.AddRange(events
                .Select(item => new ToldRecord(item.At - start, item.Node, item.Kind, item.Subject, item.Text, SeverityOf(item.Severity)))
                .Where(item => item.At >= TimeSpan.Zero));
        }

        return [.. told.OrderBy(item => item.At)];
    }

    private static EventSeverity SeverityOf(string text) =>
        Enum.TryParse(text, ignoreCase: true, out EventSeverity severity) ? severity : EventSeverity.Information;
}
