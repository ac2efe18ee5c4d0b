namespace Weft.Lab;

/// <summary>A link loses its carrier with 10,000 host routes behind it.</summary>
internal sealed class IsisBenchFailure(IsisBenchSetting setting)
{
    private const int Routes = 10_000;

    internal IsisBenchFailureRow Run(IsisBenchFailureKind kind)
    {
        IsisBenchOptions options = setting.Options;
        int leaves = Math.Clamp(Routes / options.HostsPerLeaf, 1, options.Leaves);
        IsisBenchHomes homes = kind == IsisBenchFailureKind.Backup ? IsisBenchHomes.First : IsisBenchHomes.Equal;
        IsisBenchWorld world = new(setting.Fabric, homes, options.Family, leaves, options.HostsPerLeaf, spare: 0);
        using IsisBenchRig rig = IsisBenchRig.Start(setting.Fabric, world, setting.Start);
        IsisBenchSpeaker[] speakers = [rig.Join(IsisBenchSetting.Handshake), rig.Join(IsisBenchSetting.Handshake)];
        new IsisBenchSender(rig, speakers[0], 0, world.AllLeaves()).Send(isPaced: true);
        rig.Expect(() => rig.Kernel.Count == world.Count, IsisBenchSetting.Patience, $"all {world.Count} hosts have a route");
        rig.Rest(IsisBenchSetting.Quiet);
        List<double> milliseconds = [];
        List<double> changes = [];
        List<double> deletes = [];
        int runs = setting.IsPeer ? 1 : options.Failures;
        for (int i = 0; i < runs; i++)
        {
            setting.Tell($"link failure, {kind.ToString().ToLowerInvariant()}, {i + 1} of {runs}");
            if (i > 0)
            {
                rig.SetCable(0, isIn: true);
                rig.Expect(
                    () => rig.Kernel.InterfaceOf(0) == rig.InterfaceTo(world.SpineOf(0)), IsisBenchSetting.Handshake, "the link is used again");
                rig.Rest(IsisBenchSetting.Quiet);
            }

            rig.Expect(
                () => rig.Kernel.CountWrong(_ => rig.InterfaceTo(world.SpineOf(0))) == 0, IsisBenchSetting.Patience, "all routes are as they should be");
            milliseconds.Add(Fail(rig, speakers[1], kind));
            changes.Add(rig.Kernel.Changes);
            deletes.Add(rig.Kernel.Deletes);
        }

        return new IsisBenchFailureRow
        {
            Daemon = setting.Daemon,
            Kind = kind,
            Routes = world.Count,
            Milliseconds = NodeBenchFigure.Of(milliseconds),
            Changes = NodeBenchFigure.Of(changes),
            Deletes = NodeBenchFigure.Of(deletes),
        };
    }

    /// <summary>Returns the milliseconds from the failure to the last change.</summary>
    private static double Fail(IsisBenchRig rig, IsisBenchSpeaker left, IsisBenchFailureKind kind)
    {
        List<byte[]> reissued = kind == IsisBenchFailureKind.Reissue ? rig.World.ShiftAll() : [];
        rig.Kernel.Restart();
        long start = Clock.Now;
        rig.SetCable(0, isIn: false);
        if (reissued.Count > 0)
        {
            new IsisBenchSender(rig, left, 1, reissued).Send(isPaced: true);
        }

        rig.Rest(IsisBenchSetting.Quiet);
        if (!rig.Until(() => rig.Kernel.CountWrong(_ => rig.InterfaceTo(1)) == 0, IsisBenchSetting.Handshake))
        {
            throw new LabException($"not all of {rig.World.Count} routes follow the failure");
        }

        return TimeSpan.FromTicks(Math.Max(0, rig.Kernel.ChangedAt - start)).TotalMilliseconds;
    }
}
