using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Writes down everything that happens, a line each: seconds, who, what. Two runs of the same seed give the same lines.</summary>
public sealed class WorldTrace(TextWriter lines) : IWorldObserver
{
    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost) =>
        Line(now, link.FromName, $"-> {link.ToName}{(tag.IsTagged ? $" tag {tag}" : "")}{(isLost ? " LOST" : "")} {Print(frame)}");

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame) =>
        Line(now, host.Name, $"{(isFromHost ? "->" : "<-")} {host.Place} {Print(frame)}");

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame) =>
        Line(now, node.Name, step.Action == PlaneAction.Dropped ? $"dropped {step.Drop}" : $"{step.Action} by {step.Match} out of {step.Out}");

    public void Told(Instant now, SimNode node, NodeEvent nodeEvent) => Line(now, node.Name, $"! {nodeEvent}");

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe) =>
        Line(now, host.Name, $"got probe {probe.Sequence} of flow {probe.Flow}");

    private static string Print(ReadOnlySpan<byte> frame) => FramePrinter.Print(frame);

    private void Line(Instant now, string who, string what)
    {
        lines.Write(((now - SimWorld.Start).TotalMicroseconds / 1_000_000).ToString("F6", CultureInfo.InvariantCulture));
        lines.Write(' ');
        lines.Write(who);
        lines.Write(' ');
        lines.Write(what);
        lines.Write('\n');
    }
}
