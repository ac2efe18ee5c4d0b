using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Keeps beyond the daemon's life and the machine's which addresses hosts were given: the kernel keeps bindings over a crash, nothing else keeps them over a reboot.</summary>
internal sealed class GrantKeeper : IDisposable
{
    private readonly NodePlan _plan;
    private readonly NodeCore _core;
    private readonly DaemonLog _log;
    private readonly GrantJournal _journal;
    private readonly string _boot = BootId.Read();
    private readonly List<BindingKey> _changed = [];
    private bool _hasFailed;

    public GrantKeeper(string folder, NodePlan plan, NodeCore core, DaemonLog log)
    {
        _plan = plan;
        _core = core;
        _log = log;
        _journal = new GrantJournal(Path.Combine(folder, plan.Node.Name + ".grants"));
        core.Switch.Edge.KeepGrantChanges();
    }

    /// <summary>Gives hosts again what they had. Comes before the hosts that are found in the kernel.</summary>
    public void Restore()
    {
        Dictionary<(string Subnet, Wire.IpAddress Address), GrantLine> last = [];
        int damaged = 0;
        try
        {
            foreach (GrantLine line in _journal.Read(out damaged))
            {
                last[(line.Subnet, line.Address)] = line;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
        }

        int restored = 0;
        int gone = 0;
        WallClock clock = WallClock.Now;
        foreach (GrantLine line in last.Values.Where(line => line.Grant is not null))
        {
            bool fits = TryGrant(line, clock, out AddressGrant grant);
            if (fits)
            {
                // Also one that has ended meanwhile: its host may still be in the kernel, and has to go.
                _core.Remember(grant);
            }

            bool holds = fits && grant.Expires > MonotonicClock.Now;
            restored += holds ? 1 : 0;
            gone += holds ? 0 : 1;
        }

        _changed.Clear();
        _core.Switch.Edge.TakeGrantChanges(_changed);
        if (damaged > 0)
        {
            _log.Write(LogLevel.Warning, "journal-damaged", $"{damaged} lines of the journal of grants cannot be read and do not count; their hosts are admitted when their lease is seen again");
        }

        if (restored + gone > 0)
        {
            _log.Write(LogLevel.Information, "grants-restored", $"{restored} hosts have their addresses from before; {gone} leases have ended or do not fit the fabric any more");
        }
    }

    /// <summary>Writes down what has changed.</summary>
    public void Keep()
    {
        _changed.Clear();
        _core.Switch.Edge.TakeGrantChanges(_changed);
        if (_changed.Count == 0)
        {
            _journal.FlushBeside();
            return;
        }

        try
        {
            if (_hasFailed || _journal.Lines > (2 * _core.Switch.Edge.GrantCount) + GrantJournal.Slack)
            {
                _journal.Rewrite(_core.Switch.Edge.Grants.Select(LineOf));
            }
            else
            {
                _journal.Append(_changed.Select(LineOf));
            }

            _hasFailed = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
        }
    }

    public void Dispose() => _journal.Dispose();

    private void Fail(Exception exception)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            _log.Write(
                LogLevel.Alarm, "journal-failed",
                $"what hosts were given cannot be kept for the next start: {exception.Message}; after a reboot they are admitted when their lease is seen again");
        }
    }

    private GrantLine LineOf(BindingKey key) => _core.Switch.Edge.TryGetGrant(key, out AddressGrant grant) ? LineOf(grant) : new GrantLine(SubnetOf(key.Segment), key.Address, null);

    private GrantLine LineOf(AddressGrant grant)
    {
        bool isEndless = grant.Expires == Instant.Never;
        string port = grant.Port.IsNone ? "-" : _plan.Ports[grant.Port.Value].Name;
        return new GrantLine(
            SubnetOf(grant.Segment),
            grant.Address,
            new GrantedTo(grant.Mac, port, grant.Source, isEndless ? null : WallClock.Now.TimeOf(grant.Expires), isEndless ? Instant.Zero : grant.Expires, _boot));
    }

    private string SubnetOf(SegmentId segment) => _plan.FindSegment(segment)?.Subnet.Name ?? "-";

    /// <summary>A grant as this life of the node knows it; false for one that is of a subnet or port that is no more. Within one boot the monotonic clock says
    /// when it ends, whatever happened to the wall clock; after a reboot only the wall clock can.</summary>
    private bool TryGrant(GrantLine line, WallClock clock, out AddressGrant grant)
    {
        GrantedTo to = line.Grant!.Value;
        Instant now = MonotonicClock.Now;
        Instant expires = to.ExpiresUtc is not { } utc ? Instant.Never : to.Boot == _boot ? to.Expires : now + (utc - clock.Time);
        SegmentPlan? segment = _plan.Segments.FirstOrDefault(candidate => candidate.Subnet.Name == line.Subnet);
        PortPlan? port = _plan.FindPort(to.Port);
        bool fits = segment is not null && port is not null && port.Segments.Any(member => member.Segment == segment.Id);
        grant = fits ? new AddressGrant(segment!.Id, line.Address, to.Mac, port!.Index, to.Source, expires) : default;
        return fits;
    }
}
