using Weft.Wire.Isis;

namespace Weft.Lab;

/// <summary>All hosts of all leaves at once, each time to a new daemon.</summary>
internal sealed class IsisBenchLoad(IsisBenchSetting setting)
{
    internal IsisBenchLoadRow Run(IsisBenchLoadKind kind)
    {
        IsisBenchOptions options = setting.Options;
        List<double> milliseconds = [];
        List<double> relayed = [];
        List<double> resident = [];
        long missing = 0;
        long sentAgain = 0;
        long relayedAgain = 0;
        int lspCount = 0;
        int runs = setting.IsPeer ? 1 : options.Loads;
        for (int i = 0; i < runs; i++)
        {
            setting.Tell($"{options.Leaves * options.HostsPerLeaf} routes, {kind.ToString().ToLowerInvariant()}, {i + 1} of {runs}");
            IsisBenchWorld world = new(setting.Fabric, IsisBenchHomes.Alternating, options.Family, options.Leaves, options.HostsPerLeaf, spare: 0);
            using IsisBenchRig rig = IsisBenchRig.Start(setting.Fabric, world, setting.Start);
            IsisBenchSpeaker near = rig.Join(IsisBenchSetting.Handshake);
            IsisBenchSpeaker? far = kind == IsisBenchLoadKind.Relay ? rig.Join(IsisBenchSetting.Handshake) : null;
            rig.Rest(IsisBenchSetting.Quiet);
            List<byte[]> lsps = world.AllLeaves();
            lspCount = lsps.Count;
            long before = near.SentAgain;
            long start = new IsisBenchSender(rig, near, 0, lsps).Send(isPaced: kind == IsisBenchLoadKind.Paced);
            rig.Until(() => rig.Kernel.Count == world.Count, IsisBenchSetting.Patience);
            missing += world.Count - rig.Kernel.Count;
            milliseconds.Add(TimeSpan.FromTicks(rig.Kernel.ChangedAt - start).TotalMilliseconds);
            if (far is not null)
            {
                LspId[] ids = [.. lsps.Select(pdu => LspHeader.Read(pdu).Id)];
                rig.Until(() => ids.All(far.Knows), IsisBenchSetting.Patience);
                relayed.Add(TimeSpan.FromTicks(Clock.Now - start).TotalMilliseconds);
                relayedAgain += far.RelayedAgain;
            }

            rig.Rest(IsisBenchSetting.Quiet);
            resident.Add(rig.ResidentOctets);
            rig.Until(() => near.Unacknowledged == 0, IsisBenchSetting.Handshake);
            sentAgain += near.SentAgain - before;
            int wrong = rig.Kernel.CountWrong(host => far is null ? rig.InterfaceTo(0) : rig.InterfaceTo(world.SpineOf(world.LeafOf(host))));
            if (wrong > world.Count - rig.Kernel.Count)
            {
                throw new LabException($"{setting.Daemon}: {wrong} of {world.Count} routes are wrong");
            }
        }

        return new IsisBenchLoadRow
        {
            Daemon = setting.Daemon,
            Kind = kind,
            Routes = options.Leaves * options.HostsPerLeaf,
            Lsps = lspCount,
            Milliseconds = NodeBenchFigure.Of(milliseconds),
            RelayMilliseconds = relayed.Count > 0 ? NodeBenchFigure.Of(relayed) : null,
            Missing = missing,
            SentAgain = sentAgain,
            RelayedAgain = relayedAgain,
            ResidentOctets = NodeBenchFigure.Of(resident),
        };
    }
}
