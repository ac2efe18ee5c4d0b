namespace Weft.Cli;

/// <summary>A running node and the path of its API's socket.</summary>
internal sealed record NodeSocket(string Node, string Path);
