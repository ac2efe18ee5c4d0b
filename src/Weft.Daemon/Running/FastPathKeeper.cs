using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Uses the kernel's fast path while it can be used: where the kernel and the daemon's rights allow it, and nobody else filters
/// what it would lead past.</summary>
internal sealed class FastPathKeeper : IDisposable
{
    private readonly NodePlan _plan;
    private readonly KernelDataPlane _dataPlane;
    private readonly DaemonLog _log;
    private readonly bool _wanted;
    private FastPathGuard? _guard;
    private FastPath? _fast;
    private string? _refusal;

    public FastPathKeeper(NodePlan plan, KernelDataPlane dataPlane, DaemonLog log, bool wanted)
    {
        _plan = plan;
        _dataPlane = dataPlane;
        _log = log;
        _wanted = wanted && plan.Segments.Any(segment => segment.HasGateway);
        Status = wanted ? "-" : "off";
    }

    /// <summary>"3 ports", or why there is none.</summary>
    public string Status { get; private set; }

    /// <summary>Hosts and MACs that the kernel refused; they take the long way.</summary>
    public long Refused => _fast?.Refused ?? 0;

    /// <summary>Takes away what a predecessor left: the ports go the long way until the first beat. Comes before anything is forwarded.</summary>
    public void Start()
    {
        try
        {
            FastPath.RemoveLeftovers(_plan);
        }
        catch (KernelException exception)
        {
            _log.Write(LogLevel.Warning, "fast-path", $"the ports cannot be prepared: {exception.Message}");
        }
    }

    /// <summary>Starts it, keeps it going, or ends it; called with every sign of life.</summary>
    public void Beat(Instant now)
    {
        if (!_wanted || _refusal is not null)
        {
            return;
        }

        try
        {
            _guard ??= new FastPathGuard(_plan);
            if (_guard.FindObstacle() is { } obstacle)
            {
                End(now);
                Say($"off: {obstacle}");
                return;
            }

            if (_fast is null)
            {
                _fast = new FastPath(_plan);
                _guard.Own = _fast;
                _dataPlane.UseFastPath(now, _fast);
            }

            if (_guard.IsTouched)
            {
                _fast.AttachAgain();
            }

            _fast.KeepAlive(Heartbeat.Lifetime);
            Refuse(now, _fast.Fault);
        }
        catch (KernelException exception)
        {
            Refuse(now, exception.Message);
        }
    }

    /// <summary>Sends a host's next packet to the packet filter.</summary>
    public void Forget(in FirstPacket packet, int interfaceIndex) => _fast?.Forget(packet, interfaceIndex);

    public void Dispose()
    {
        _fast?.Dispose();
        _guard?.Dispose();
    }

    // What the kernel refused once it will refuse again.
    private void Refuse(Instant now, string? fault)
    {
        if (fault is null)
        {
            if (_fast!.IsComplete)
            {
                Say($"{_fast.Ports} ports");
            }

            return;
        }

        _refusal = fault;
        End(now);
        Say($"off: {fault}");
    }

    private void End(Instant now)
    {
        if (_fast is not null)
        {
            _dataPlane.UseFastPath(now, null);
            _fast.Dispose();
            _fast = null;
            _guard!.Own = null;
        }
    }

    private void Say(string status)
    {
        if (status != Status)
        {
            Status = status;
            _log.Write(LogLevel.Information, "fast-path", status);
        }
    }
}
