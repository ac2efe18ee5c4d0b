using Weft.Model;

namespace Weft.Linux;

/// <summary>Somebody else changed what this node had installed, and it was put right.</summary>
public sealed record DriftRepaired(string Row, string Found) : NodeEvent
{
    public override string Kind => "drift-repaired";

    public override string Subject => Row;

    public override string Text => $"{Row} was {Found}; put back";

    public override EventSeverity Severity => EventSeverity.Warning;
}
