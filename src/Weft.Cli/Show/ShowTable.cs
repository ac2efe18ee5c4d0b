using Weft.Model;

namespace Weft.Cli;

/// <summary>One table of <c>weft show</c>.</summary>
internal abstract class ShowTable
{
    /// <summary>The table's name in the API.</summary>
    public abstract string Name { get; }

    /// <summary>Its name on the command line.</summary>
    public abstract string Command { get; }

    /// <summary>True when <c>--detail</c> shows more.</summary>
    public bool HasDetail { get; init; }

    /// <summary>What the command's help says.</summary>
    public abstract string Description { get; }

    /// <summary>Joins the answers of several nodes into one document.</summary>
    public abstract NodeReport Join(IReadOnlyList<NodeReport> reports);

    /// <summary>The rows as text, heading included.</summary>
    public abstract string Render(NodeReport report, ShowOptions options, Paint paint);

    /// <summary>"3 routes": how many rows, for the last line.</summary>
    public abstract string Count(NodeReport report);

    /// <summary>The titles of the columns.</summary>
    public abstract IEnumerable<string> Titles { get; }
}
