using Weft.Model;

namespace Weft.Stories;

/// <summary>
/// When hosts moved last. Leaves take plain data of a host for stragglers at a place that it has just left (<see cref="FabricTimers.YieldGuard"/>), and a story is about
/// hosts that do not come back within that time.
/// </summary>
public sealed class MoveGuard(Fabric fabric)
{
    /// <summary>A leaf has yielded so long after the move at the latest.</summary>
    private static readonly TimeSpan s_yielding = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, long> _moved = [];

    /// <summary>Notes that a host moves now, on the clock of the stage.</summary>
    public void Moved(string host, long now) => _moved[host] = now;

    /// <summary>How long to wait until plain data of a host that is to move counts at any place; zero for one that announces itself.</summary>
    public TimeSpan Left(MoveStep move, long now)
    {
        if (move.Announce != AnnouncementKind.None || !_moved.TryGetValue(move.Host, out long last))
        {
            return TimeSpan.Zero;
        }

        TimeSpan left = fabric.Timers.YieldGuard + s_yielding - TimeSpan.FromTicks(now - last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
