using System.Collections.Immutable;
using System.Diagnostics;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Waits until a lab is ready for stories, by what its kernels would do (<see cref="Readiness"/>). Names what is missing.</summary>
public sealed class Settling(NativeLab lab, HostVoice voice)
{
    private static readonly TimeSpan s_patienceOfAHost = TimeSpan.FromMilliseconds(500);
    private readonly Readiness _readiness = new(lab.Topology.Fabric, new LabTables(lab));
    private readonly Stopwatch _sinceAnnounced = new();

    /// <summary>Told what is still missing, now and then.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>What was missing last, for a reader who wonders where the time went.</summary>
    public string Slowest { get; private set; } = string.Empty;

    /// <summary>Waits until nothing is missing. Hosts that are not known announce themselves again, as real ones would.</summary>
    public void WaitUntilReady(TimeSpan limit)
    {
        ImmutableArray<string> missing = [];
        bool ready = Wait.Until(
            () =>
            {
                missing = Missing();
                if (!missing.IsEmpty)
                {
                    Slowest = $"last: {missing[^1]}";
                    Progress?.Invoke(new RunProgress("settle", $"waits for {missing.Length}", missing[0], false));
                }

                return missing.IsEmpty;
            },
            limit);
        if (!ready)
        {
            string more = missing.Length > 5 ? $", and {missing.Length - 5} more" : string.Empty;
            throw new LabException($"not ready after {limit.TotalSeconds:0} s: {string.Join("; ", missing.Take(5))}{more}; logs in {lab.Options.Output}");
        }
    }

    /// <summary>What is missing at this moment, in words.</summary>
    public ImmutableArray<string> Missing()
    {
        IReadOnlyList<string> ended = lab.Daemons.Ended();
        if (ended.Count > 0)
        {
            throw new LabException(string.Join("; ", ended));
        }

        ImmutableArray<string> missing = _readiness.Missing(lab.Options.Routers);
        Announce(_readiness.Unknown);
        return missing;
    }

    private void Announce(ImmutableArray<FabricHost> hosts)
    {
        if (hosts.IsEmpty || (_sinceAnnounced.IsRunning && _sinceAnnounced.Elapsed < s_patienceOfAHost))
        {
            return;
        }

        _sinceAnnounced.Restart();
        foreach (FabricHost host in hosts)
        {
            voice.Announce(host, AnnouncementKind.Garp);
        }
    }
}
