using System.Globalization;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Measures claims: looks until a claim holds or its time is over, and says what it saw and since when.</summary>
internal sealed class ClaimMeter(StoryStage stage)
{
    private readonly FlowMeter _flows = new(stage);
    private readonly PathMeter _paths = new(stage);
    private readonly NeighborMeter _neighbors = new(stage);
    private readonly TableMeter _tables = new(stage);

    public ClaimResult Measure(Claim claim, string place)
    {
        (string what, string limit) = Describe(claim);
        Observation seen = default;
        long? trueAt = null;
        int looks = 0;
        Wait.Until(
            () =>
            {
                looks++;
                seen = Observe(claim);
                trueAt = seen.Holds ? Clock.Now : null;
                return seen.Holds || !CanStillHold(claim, seen);
            },
            claim.Within);
        return new ClaimResult
        {
            Claim = claim,
            Place = place,
            Holds = seen.Holds,
            What = what,
            Measured = seen.Measured,
            Limit = limit,
            Value = seen.Value,
            TrueAfter = trueAt is long at && looks > 1 ? TimeSpan.FromTicks(at - stage.LastAct) : null,
            Details = seen.Details.IsDefault ? [] : seen.Details,
        };
    }

    /// <summary>"12.3 ms", always with one decimal and the unit, so that a column of them can be compared.</summary>
    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    private Observation Observe(Claim claim) => claim switch
    {
        GapClaim gap => _flows.Gap(gap),
        LostClaim lost => _flows.Lost(lost),
        StreamClaim stream => _flows.Stream(stream),
        ReachClaim reach => _paths.Reach(reach),
        BlockedClaim blocked => _paths.Blocked(blocked),
        PathClaim path => _paths.Path(path),
        CrossingsClaim crossings => _paths.Crossings(crossings),
        FirstHopClaim hop => _paths.FirstHop(hop),
        EntryClaim entry => _paths.Entry(entry),
        MisroutedClaim misrouted => _paths.Misrouted(misrouted),
        AnswersClaim answers => _neighbors.Answers(answers),
        NeighborClaim neighbor => _neighbors.Entry(neighbor),
        LearnedClaim learned => _tables.Learned(learned),
        RoutesClaim routes => _tables.Routes(routes),
        HoldsClaim holds => _tables.Holds(holds),
        ChangesClaim changes => _tables.Changes(changes),
        EventClaim told => _tables.Event(told),
        _ => throw new InvalidOperationException($"no measure for {claim.GetType().Name}"),
    };

    /// <summary>What has been lost or counted stays so; looking again cannot cure it.</summary>
    private static bool CanStillHold(Claim claim, Observation seen) =>
        claim is not (GapClaim or LostClaim or StreamClaim or MisroutedClaim or BlockedClaim or ChangesClaim) && !(claim is AnswersClaim answers && seen.Value > answers.Limit);

    private (string What, string Limit) Describe(Claim claim) => claim switch
    {
        GapClaim gap => ("longest gap", Milliseconds(gap.Limit * stage.Lab.Options.Kernel.Tolerance)),
        LostClaim lost => ("probes lost", $"{lost.Limit}"),
        StreamClaim stream => ("one connection", Milliseconds(stream.Limit * stage.Lab.Options.Kernel.Tolerance)),
        ReachClaim => ("reached", "yes"),
        BlockedClaim => ("reached", "no"),
        PathClaim path => ("path", string.Join(" - ", path.Via)),
        CrossingsClaim crossings => ("DC crossings", $"{crossings.Limit}"),
        FirstHopClaim hop => ("first hop", hop.Node),
        EntryClaim entry => ("enters at", entry.Edge),
        MisroutedClaim misrouted => ("misrouted", $"{misrouted.Expected}"),
        AnswersClaim answers => ("answers", $"{answers.Limit}"),
        NeighborClaim neighbor => ("neighbour entry", neighbor.IsGateway ? "gateway" : "owner"),
        LearnedClaim learned => ("virtual MACs learned", $"{learned.Limit}"),
        RoutesClaim routes => ("routes elsewhere", $"0, all to {routes.Leaf}"),
        ChangesClaim changes => ("best routes changed", $"{changes.Limit}"),
        HoldsClaim holds => ("routes held", $"{holds.Exactly.Length}, the listed ones"),
        EventClaim told => ("told", told.Kind),
        _ => (claim.GetType().Name, string.Empty),
    };
}
