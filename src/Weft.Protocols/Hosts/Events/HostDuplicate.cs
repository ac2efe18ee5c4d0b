using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Two hosts use one address; moves of it are ignored for a while.</summary>
public sealed record HostDuplicate(HostKey Host, string Node, string Here, string There) : NodeEvent
{
    public override string Kind => "host-duplicate";

    public override string Subject => Host.ToString();

    public override string Text => $"{Host} is used by two hosts, at {Node} {Here} and at {There}; the last stable place is held until one goes away";

    public override EventSeverity Severity => EventSeverity.Alarm;
}
