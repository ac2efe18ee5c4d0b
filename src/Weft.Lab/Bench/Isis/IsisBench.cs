namespace Weft.Lab;

/// <summary>Measures a node among many host routes of other leaves, <c>weftd</c> beside FRR, by neighbours that speak IS-IS.</summary>
public sealed class IsisBench(IsisBenchOptions options)
{
    /// <summary>Runs everything. Needs root; throws <see cref="LabException"/> when something cannot be measured.</summary>
    public IsisBenchReport Run()
    {
        double load = LoadAverage.Now;
        IsisBenchFabric fabric = IsisBenchFabric.Write(options.Output, options.Prefix, options.Leaves);
        List<IsisBenchLoadRow> loads = [];
        List<IsisBenchChangeRow> changes = [];
        List<IsisBenchFailureRow> failures = [];
        List<string> faults = [];
        foreach ((string daemon, Func<IIsisBenchSubject> start) in Subjects(fabric))
        {
            IsisBenchSetting setting = new(options, fabric, daemon, start);
            if (Runs(IsisBenchPart.Load))
            {
                Measure(Enum.GetValues<IsisBenchLoadKind>(), new IsisBenchLoad(setting).Run, loads, setting, faults);
            }

            if (Runs(IsisBenchPart.Change))
            {
                Measure([0], _ => new IsisBenchChange(setting).Run(), changes, setting, faults);
            }

            if (Runs(IsisBenchPart.Failure))
            {
                Measure(Enum.GetValues<IsisBenchFailureKind>(), new IsisBenchFailure(setting).Run, failures, setting, faults);
            }
        }

        return new IsisBenchReport
        {
            Kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            Processors = Environment.ProcessorCount,
            LoadBefore = load,
            LoadAfter = LoadAverage.Now,
            Loads = loads,
            Changes = changes,
            Failures = failures,
            Faults = faults,
        };
    }

    /// <summary>Measures one thing in each of its kinds. What the peer cannot do is a fault in the report; the rest still counts.</summary>
    private static void Measure<TKind, TRow>(
        IEnumerable<TKind> kinds, Func<TKind, TRow> run, List<TRow> rows, IsisBenchSetting setting, List<string> faults)
    {
        foreach (TKind kind in kinds)
        {
            try
            {
                rows.Add(run(kind));
            }
            catch (LabException fault) when (setting.IsPeer)
            {
                faults.Add($"{setting.Daemon}: {fault.Message}");
            }
        }
    }

    private bool Runs(IsisBenchPart part) => options.Only is null || options.Only == part;

    private IEnumerable<(string Daemon, Func<IIsisBenchSubject> Start)> Subjects(IsisBenchFabric fabric)
    {
        yield return (IsisBenchSetting.Weftd, () => new IsisBenchWeft(options, fabric));
        if (options.Peer)
        {
            yield return (IsisBenchSetting.Isisd, () => new IsisBenchFrr(options, fabric));
        }
    }
}
