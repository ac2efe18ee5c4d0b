using System.Diagnostics;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Brings a whole fabric up, from nothing to proven ready, and tells of each phase.</summary>
public static class LabLauncher
{
    /// <summary>
    /// Namespaces and cables, daemons, routers, then the wait until everything is known everywhere. Throws
    /// <see cref="LabException"/>, leaving nothing behind, when that does not come about.
    /// </summary>
    public static NativeLab Launch(Fabric fabric, LabOptions options, HostVoice voice)
    {
        Stopwatch clock = Stopwatch.StartNew();
        NativeLab lab = NativeLab.Up(fabric, options);
        try
        {
            lab.Daemons.StartAll();
            if (options.Routers)
            {
                lab.Rim.Start();
            }

            options.Progress?.Invoke(new RunProgress("up", $"{Count(fabric.Nodes.Length, "node")} running, {Count(lab.Topology.Cables.Length, "cable")}", string.Empty, true));
            Settle(lab, options, voice);
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    private static void Settle(NativeLab lab, LabOptions options, HostVoice voice)
    {
        if (options.Routers)
        {
            lab.Rim.WaitForSessions();
        }

        Settling settling = new(lab, voice) { Progress = options.Progress };
        settling.WaitUntilReady(options.Patience);
        Fabric fabric = lab.Topology.Fabric;
        int plugged = fabric.Hosts.Count(host => host.At is not null);
        string sessions = options.Routers && lab.Rim.SessionCount > 0 ? $", {Count(lab.Rim.SessionCount, "BGP session")}" : string.Empty;
        options.Progress?.Invoke(new RunProgress("settle", $"{plugged} of {plugged} hosts confirmed, known on {fabric.Nodes.Length} of {fabric.Nodes.Length} nodes{sessions}", settling.Slowest, true));
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? string.Empty : "s")}";
}
