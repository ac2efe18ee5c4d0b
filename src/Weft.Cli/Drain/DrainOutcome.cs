using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Cli;

/// <summary>How far a node has come on the way to be drained or to serve.</summary>
/// <param name="Report">What it says itself, and who still goes through it.</param>
/// <param name="IsDone">It is there, and so is everybody who could be asked.</param>
/// <param name="Silent">Nodes that run here and did not answer.</param>
internal sealed record DrainOutcome(DrainReport Report, bool IsDone, ImmutableArray<string> Silent)
{
    /// <summary>Something is at this node alone.</summary>
    public bool Cuts => !Report.CutOff.IsEmpty || !Report.Hosts.IsEmpty || !Report.Prefixes.IsEmpty;

    /// <summary>What is still missing, as the end of "waits for".</summary>
    public string WaitsFor => Report.Through is { IsEmpty: false } through ? $"{string.Join(", ", through)} to take another way"
        : !Report.WaitsFor.IsEmpty ? $"{string.Join(", ", Report.WaitsFor)} to acknowledge"
        : $"its metrics, which are {Report.Burden} dearer now";
}
