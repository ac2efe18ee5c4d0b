using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>A BPDU has shut a port.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="Mac">Who sent it.</param>
/// <param name="Time">How long the port stays shut.</param>
public sealed record PortShut(string Port, MacAddress Mac, TimeSpan Time) : NodeEvent
{
    public override string Kind => "port-shut";

    public override string Subject => Port;

    public override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"{Port} is shut for {Time.TotalSeconds:0} s: a BPDU of {Mac} says that a bridge is where only hosts should be, and perhaps a loop");

    public override EventSeverity Severity => EventSeverity.Alarm;
}
