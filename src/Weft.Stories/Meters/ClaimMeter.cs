namespace Weft.Stories;

/// <summary>Measures claims: looks until a claim holds or its time is over, and says what it saw and since when.</summary>
internal sealed class ClaimMeter(IStoryStage stage, StoryTraffic traffic, IReadOnlyDictionary<string, long> watched)
{
    private readonly FlowMeter _flows = new(stage, traffic);
    private readonly PathMeter _paths = new(stage);
    private readonly ShareMeter _shares = new(stage);
    private readonly NeighborMeter _neighbors = new(stage);
    private readonly TableMeter _tables = new(stage, watched);

    /// <summary>Measures a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="place">Its file and line.</param>
    /// <param name="lastAct">When the last act was done.</param>
    public ClaimResult Measure(Claim claim, string place, long lastAct)
    {
        Observation seen = default;
        long? trueAt = null;
        int looks = 0;
        stage.WaitUntil(
            () =>
            {
                looks++;
                seen = Observe(claim);
                trueAt = seen.Holds ? stage.Now : null;
                return seen.Holds || !CanStillHold(claim, seen);
            },
            claim.Within);
        return new ClaimResult
        {
            Claim = claim,
            Place = place,
            Holds = seen.Holds,
            What = ClaimText.What(claim),
            Measured = seen.Measured,
            Limit = ClaimText.Limit(claim, stage.Tolerance),
            Value = seen.Value,
            Path = seen.Path,
            TrueAfter = trueAt is long at && looks > 1 ? TimeSpan.FromTicks(at - lastAct) : null,
            Details = seen.Details.IsDefault ? [] : seen.Details,
        };
    }

    private Observation Observe(Claim claim) => claim switch
    {
        GapClaim gap => _flows.Gap(gap),
        LostClaim lost => _flows.Lost(lost),
        ArrivedClaim arrived => _flows.Arrived(arrived),
        StreamClaim stream => _flows.Stream(stream),
        ReachClaim reach => _paths.Reach(reach),
        BlockedClaim blocked => _paths.Blocked(blocked),
        PathClaim path => _paths.Path(path),
        CrossingsClaim crossings => _paths.Crossings(crossings),
        FirstHopClaim hop => _paths.FirstHop(hop),
        EntryClaim entry => _paths.Entry(entry),
        MisroutedClaim misrouted => _shares.Misrouted(misrouted),
        TrombonedClaim tromboned => _shares.Tromboned(tromboned),
        UnreachedClaim unreached => _shares.Unreached(unreached),
        UnansweredClaim unanswered => _shares.Unanswered(unanswered),
        EchoClaim echo => _paths.Echo(echo),
        HopClaim hop => _paths.Hop(hop),
        FloodClaim flood => _neighbors.Flood(flood),
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
        claim is not (GapClaim or LostClaim or ArrivedClaim or StreamClaim or ShareClaim or BlockedClaim or ChangesClaim or EchoClaim { IsAnswered: false }) && !(claim is AnswersClaim answers && seen.Value > answers.Limit);
}
