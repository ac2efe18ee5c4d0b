using Weft.Model;

namespace Weft.Cli;

/// <summary>A fabric that was asked for: its file, the file's text, and what it says.</summary>
internal sealed record FabricChoice(string Path, string Text, Fabric Fabric);
