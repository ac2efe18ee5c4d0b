using Weft.Model;

namespace Weft.Cli;

/// <summary>One file that was checked.</summary>
/// <param name="Path">As the user wrote it; "&lt;stdin&gt;" for standard input.</param>
/// <param name="Text">Its text.</param>
/// <param name="Load">What came of it.</param>
internal sealed record CheckedFile(string Path, string Text, FabricLoad Load);
