using System.Diagnostics.CodeAnalysis;
using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Plays a case: settles the fabric, does what the steps say while checkers look on, mends everything, and sees whether it is well again.</summary>
public sealed class FuzzRun
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    /// <summary>More events between two looks are a storm.</summary>
    private const long Storm = 1_000_000;

    private readonly IReadOnlyList<StoryStep> _steps;
    private readonly FuzzScene _scene;
    private readonly FuzzActs _acts;
    private readonly Liveness _liveness;
    private readonly List<IFuzzChecker> _checkers;
    private readonly TraceHash? _hash;
    private long _happened;

    private FuzzRun(Fabric fabric, SimOptions options, DrawnLeases? leases, IReadOnlyList<StoryStep> steps, bool hash)
    {
        options = options with { Unlisted = leases?.Clients ?? [] };
        _steps = steps;
        SimWorld world = new(fabric, options);
        SimStage stage = new(world);
        _scene = new FuzzScene(stage);
        _scene.Leases = leases is null ? null : new FuzzLeases(_scene, leases);
        _acts = new FuzzActs(_scene);
        _liveness = new Liveness(_scene);
        _checkers =
        [
            new KnowledgeKeeper(_scene), new LoopChecker(_scene), new WrongHostChecker(_scene), new BindingChecker(_scene), new GuardChecker(_scene),
            new StormChecker(_scene), new LimitChecker(_scene), new RestartChecker(_scene), new LossChecker(_scene), _liveness,
        ];
        if (_scene.Leases is { } lookout)
        {
            _checkers.Insert(0, lookout);
        }

        foreach (IFuzzChecker checker in _checkers)
        {
            stage.Observe(checker);
        }

        if (hash)
        {
            _hash = new TraceHash();
            stage.Observe(_hash);
        }
    }

    /// <summary>Plays a case to its end, or to the first violation. Never throws for what happens in it: an exception is a violation, too.</summary>
    /// <param name="drawn">The case.</param>
    /// <param name="options">What the world is like beside what the case says; null for the usual.</param>
    /// <param name="hash">True to make a digest of everything that happens.</param>
    /// <param name="observer">Sees everything, too; null for nobody.</param>
    public static FuzzResult Play(FuzzCase drawn, SimOptions? options = null, bool hash = false, IWorldObserver? observer = null)
    {
        SimOptions world = (options ?? new SimOptions()) with { Seed = drawn.Seed, ClockDriftPerMillion = drawn.ClockDriftPerMillion };
        FuzzRun run = new(drawn.Fabric.Build(), world, drawn.Leases, drawn.Steps, hash);
        if (observer is not null)
        {
            run._scene.Stage.Observe(observer);
        }

        run.Play();
        SimWorld played = run._scene.World;
        return new FuzzResult(drawn, [.. run._scene.Violations], played.Elapsed, played.Happened, run._hash?.Value ?? 0);
    }

    /// <summary>Plays a case that was written down, just as it was played when it was drawn.</summary>
    /// <param name="fabric">The fabric file.</param>
    /// <param name="story">The story file, which says what was drawn.</param>
    /// <param name="observer">Sees everything; null for nobody.</param>
    public static IReadOnlyList<Violation> Replay(Fabric fabric, Story story, IWorldObserver? observer = null)
    {
        DrawnBy drawn = story.Drawn ?? throw new StoryException($"{story.File} does not say by what it was drawn");
        FuzzRun run = new(fabric, new SimOptions { Seed = drawn.Seed, ClockDriftPerMillion = drawn.ClockDriftPerMillion }, drawn.Leases, story.Steps, hash: false);
        if (observer is not null)
        {
            run._scene.Stage.Observe(observer);
        }

        run.Play();
        return run._scene.Violations;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An exception of an engine is what the fuzzer looks for; it is reported with the seed.")]
    private void Play()
    {
        try
        {
            _scene.Stage.Settle();
            _scene.World.RunUntil(() => _scene.World.Nodes.All(node => node.Switch is { Tables.Settled: true }), Weft.Node.Switch.SettleAlone * 2);
            Look();
            _scene.Leases?.Begin();
            foreach (StoryStep step in _steps)
            {
                foreach (IFuzzChecker checker in _checkers)
                {
                    checker.Acting(_scene.World.Now, step);
                }

                _acts.Do(step);
                if (_scene.Violations.Count > 0)
                {
                    return;
                }
            }

            _acts.Heal();
            _liveness.Check();
        }
        catch (StoryException fault)
        {
            _scene.Report("settle", fault.Message);
        }
        catch (Exception fault)
        {
            _scene.Report("exception", $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n')[0].Trim()}");
        }
    }

    private void Look()
    {
        Instant now = _scene.World.Now;
        foreach (IFuzzChecker checker in _checkers)
        {
            checker.Look(now);
        }

        if (_scene.World.Happened - _happened > Storm)
        {
            throw new SimulationException("frames multiply without end");
        }

        _happened = _scene.World.Happened;
        _scene.World.At(now + s_look, Look);
    }
}
