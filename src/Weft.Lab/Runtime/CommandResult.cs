namespace Weft.Lab;

/// <summary>What a finished command left: its exit code and both outputs.</summary>
public readonly record struct CommandResult(int ExitCode, string Output, string Error);
