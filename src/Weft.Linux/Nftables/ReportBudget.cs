using System.Globalization;
using Weft.Model;

namespace Weft.Linux;

/// <summary>How many new sources of one trusted port are reported: all that a port may have at once, and again as many while each is remembered. So whoever makes up
/// sources behind one port fills half of the sets at most in which hosts of the others are noticed, and takes no time of the daemon that others need.</summary>
/// <param name="AtOnce">Reports of a port that was quiet.</param>
/// <param name="PerSecond">Reports after that.</param>
/// <param name="Seconds">How long each is remembered. The budget of a port is whole again after that.</param>
internal readonly record struct ReportBudget(int AtOnce, long PerSecond, long Seconds)
{
    // A port that takes its budget whole, and as much again while the first reports are remembered, has half of the room.
    private const int PartOfNode = 4;

    /// <summary>The budget of every port of a fabric's nodes.</summary>
    public static ReportBudget Of(Fabric fabric)
    {
        // Half of the idle time: a host that talks is reported again before it would be probed.
        long seconds = Math.Max(1, (long)fabric.Timers.HostIdle.TotalSeconds / 2);
        int atOnce = Math.Max(1, Math.Min(fabric.Limits.HostsPerPort, fabric.Limits.HostsPerNode / PartOfNode));
        return new ReportBudget(atOnce, (atOnce + seconds - 1) / seconds, seconds);
    }

    /// <summary>The match of a frame whose port has spent its budget; the frame costs the port one report otherwise.</summary>
    public string IsSpent => string.Create(
        CultureInfo.InvariantCulture, $"update @{FilterNames.Newcomers} {{ iif limit rate over {PerSecond}/second burst {AtOnce} packets }}");

    /// <summary>The set that measures it, for so many ports.</summary>
    public string Set(int ports) => string.Create(
        CultureInfo.InvariantCulture, $"set {FilterNames.Newcomers} {{ type iface_index; flags dynamic,timeout; timeout {Seconds + 1}s; size {Math.Max(16, 2 * ports)}; }}");
}
