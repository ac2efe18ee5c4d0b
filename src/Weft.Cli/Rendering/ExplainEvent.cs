namespace Weft.Cli;

/// <summary>One line of what happened to a host.</summary>
internal readonly record struct ExplainEvent(DateTimeOffset At, string Node, string What, string Why);
