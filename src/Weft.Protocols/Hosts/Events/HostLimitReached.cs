using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>A table limit keeps new hosts from being learned.</summary>
public sealed record HostLimitReached(string Port, HostCounter Limit) : NodeEvent
{
    public override string Kind => "host-limit";

    public override string Subject => Port;

    public override string Text => $"{Port}: {Limit} reached; further hosts are ignored until others leave";

    public override EventSeverity Severity => EventSeverity.Alarm;
}
