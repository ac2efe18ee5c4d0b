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
        foreach ((string daemon, Func<IIsisBenchSubject> start) in Subjects(fabric))
        {
            IsisBenchSetting setting = new(options, fabric, daemon, start);
            if (Runs(IsisBenchPart.Load))
            {
                loads.AddRange(Enum.GetValues<IsisBenchLoadKind>().Select(kind => new IsisBenchLoad(setting).Run(kind)));
            }

            if (Runs(IsisBenchPart.Change))
            {
                changes.Add(new IsisBenchChange(setting).Run());
            }

            if (Runs(IsisBenchPart.Failure))
            {
                failures.AddRange(Enum.GetValues<IsisBenchFailureKind>().Select(kind => new IsisBenchFailure(setting).Run(kind)));
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
        };
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
