namespace Weft.Lab;

/// <summary>One more host, and one host that moves, among all.</summary>
internal sealed class IsisBenchChange(IsisBenchSetting setting)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    internal IsisBenchChangeRow Run()
    {
        IsisBenchOptions options = setting.Options;
        int count = setting.IsPeer ? options.PeerChanges : options.Changes;
        IsisBenchWorld world = new(setting.Fabric, IsisBenchHomes.Alternating, options.Family, options.Leaves, options.HostsPerLeaf, count);
        setting.Tell($"{world.Count} routes for single changes");
        using IsisBenchRig rig = IsisBenchRig.Start(setting.Fabric, world, setting.Start);
        IsisBenchSpeaker[] speakers = [rig.Join(IsisBenchSetting.Handshake), rig.Join(IsisBenchSetting.Handshake)];
        new IsisBenchSender(rig, speakers[0], 0, world.AllLeaves()).Send(isPaced: true);
        rig.Expect(() => rig.Kernel.Count == world.Count, IsisBenchSetting.Patience, $"all {world.Count} hosts have a route");
        rig.Rest(IsisBenchSetting.Quiet);
        long resident = rig.ResidentOctets;

        setting.Tell($"{count} hosts arrive");
        List<double> arrivals = [];
        for (int i = 0; i < count; i++)
        {
            int host = world.Count + i;
            int leaf = i % world.Leaves;
            byte[] lsp = world.Arrive(host, leaf);
            arrivals.Add(Time(rig, () => speakers[world.SpineOf(leaf)].Flood(lsp), () => rig.Kernel.Has(host), $"host {host} has a route"));
        }

        setting.Tell($"{count} hosts move");
        List<double> moves = [];
        for (int i = 0; i < count; i++)
        {
            int host = i * (world.Count / count);
            int leaf = (world.LeafOf(host) + 1) % world.Leaves;
            int spine = world.SpineOf(leaf);
            byte[][] lsps = world.Move(host, leaf);
            Action move = () =>
            {
                speakers[spine].Flood(lsps[0]);
                speakers[spine].Flood(lsps[1]);
            };
            moves.Add(Time(rig, move, () => rig.Kernel.InterfaceOf(host) == rig.InterfaceTo(spine), $"host {host} is reached at its new leaf"));
        }

        return new IsisBenchChangeRow
        {
            Daemon = setting.Daemon,
            Routes = world.Count,
            ArriveMilliseconds = NodeBenchFigure.Of(arrivals),
            MoveMilliseconds = NodeBenchFigure.Of(moves),
            ResidentOctets = resident,
        };
    }

    private double Time(IsisBenchRig rig, Action act, Func<bool> isDone, string what)
    {
        rig.Pause(setting.IsPeer ? IsisBenchSetting.Quiet : s_pause);
        long start = Clock.Now;
        act();
        rig.Expect(isDone, IsisBenchSetting.Patience, what);
        return TimeSpan.FromTicks(Clock.Now - start).TotalMilliseconds;
    }
}
