using Weft.Model;

namespace Weft.Daemon;

/// <summary>A port for hosts sends more control frames than the daemon hears of one port.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="PerSecond">How many are heard.</param>
public sealed record PortFlooded(string Port, int PerSecond) : NodeEvent
{
    public override string Kind => "port-flooded";

    public override string Subject => Port;

    public override string Text => $"{Port} sends more than {PerSecond} control frames a second: the rest is not heard, and other ports do not notice";

    public override EventSeverity Severity => EventSeverity.Alarm;
}
