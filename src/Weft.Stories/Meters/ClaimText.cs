using System.Globalization;

namespace Weft.Stories;

/// <summary>The words for what claims measure, and for their limits.</summary>
public static class ClaimText
{
    /// <summary>"12.3 ms", always with one decimal and the unit, so that a column of them can be compared.</summary>
    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    /// <summary>What a claim measures, in a word or two.</summary>
    public static string What(Claim claim) => claim switch
    {
        GapClaim => "longest gap",
        LostClaim => "probes lost",
        ArrivedClaim => "probes arrived",
        StreamClaim => "one connection",
        ReachClaim or BlockedClaim => "reached",
        PathClaim => "path",
        CrossingsClaim => "DC crossings",
        FirstHopClaim => "first hop",
        EntryClaim => "enters at",
        MisroutedClaim => "misrouted",
        TrombonedClaim => "tromboned",
        UnreachedClaim => "not reached",
        UnansweredClaim => "not answered",
        EchoClaim => "echo",
        HopClaim hop => $"hop {hop.Number}",
        FloodClaim => "broadcast heard",
        AnswersClaim => "answers",
        NeighborClaim => "neighbour entry",
        LearnedClaim => "virtual MACs learned",
        RoutesClaim => "routes elsewhere",
        ChangesClaim => "best routes changed",
        HoldsClaim => "routes held",
        EventClaim => "told",
        _ => throw new InvalidOperationException($"no words for {claim.GetType().Name}"),
    };

    /// <summary>What a claim allows or expects, with its unit.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="tolerance">Factor on limits of waits (<see cref="IStoryStage.Tolerance"/>).</param>
    public static string Limit(Claim claim, int tolerance) => claim switch
    {
        GapClaim gap => Milliseconds(gap.Limit * tolerance),
        LostClaim lost => lost.Limit == int.MaxValue ? $"at least {lost.AtLeast}" : lost.AtLeast > 0 ? $"{lost.AtLeast} to {lost.Limit}" : $"{lost.Limit}",
        ArrivedClaim arrived => $"{arrived.Limit}",
        StreamClaim stream => Milliseconds(stream.Limit * tolerance),
        ReachClaim => "yes",
        BlockedClaim => "no",
        PathClaim path => string.Join(" - ", path.Via),
        CrossingsClaim crossings => crossings.IsExact ? $"{crossings.Limit}, no fewer" : $"{crossings.Limit}",
        FirstHopClaim hop => hop.Node,
        EntryClaim entry => entry.Edge,
        ShareClaim share => $"{share.Expected}",
        EchoClaim echo => echo.IsAnswered ? "answered" : "none",
        HopClaim hop => $"{hop.Is}",
        FloodClaim flood => flood.Hears.IsEmpty ? "by nobody" : $"by {string.Join(", ", flood.Hears)}",
        AnswersClaim answers => $"{answers.Limit}",
        NeighborClaim neighbor => neighbor.IsGateway ? "gateway" : "owner",
        LearnedClaim learned => $"{learned.Limit}",
        RoutesClaim routes => $"0, all to {routes.Leaf}",
        ChangesClaim changes => $"{changes.Limit}",
        HoldsClaim holds => $"{holds.Exactly.Length}, the listed ones",
        EventClaim told => told.Kind,
        _ => throw new InvalidOperationException($"no words for {claim.GetType().Name}"),
    };
}
