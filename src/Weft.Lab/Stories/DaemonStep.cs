namespace Weft.Lab;

/// <summary>Kills a node's daemon (SIGKILL), or starts it again.</summary>
public sealed record DaemonStep(int Line, string Node, bool IsKill) : StoryStep(Line);
