using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>A scenario with claims, as its file has it.</summary>
/// <param name="Name">Its name, unique in the project.</param>
/// <param name="Says">What it shows, one sentence.</param>
/// <param name="Fabric">The fabric that it plays in.</param>
/// <param name="HostRouting">False runs it without host routes, to measure what they are worth.</param>
/// <param name="Steps">What happens and what is claimed, in order.</param>
/// <param name="File">Where it was read from.</param>
public sealed record Story(string Name, string Says, string Fabric, bool HostRouting, ImmutableArray<StoryStep> Steps, string File)
{
    /// <summary>Where it is played.</summary>
    public StoryRuntimes Runs { get; init; } = StoryRuntimes.Both;

    /// <summary>The network that it plays in instead of Weft's; null for Weft's own.</summary>
    public StoryModel? Model { get; init; }

    /// <summary>What drew it; null when somebody wrote it.</summary>
    public DrawnBy? Drawn { get; init; }

    /// <summary>Its claims in order.</summary>
    public IEnumerable<Claim> Claims => Steps.OfType<ClaimStep>().Select(step => step.Claim);
}
