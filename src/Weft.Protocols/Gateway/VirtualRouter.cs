using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>The VRRP state machine of one virtual router (RFC 5798 section 6.4; version 2 differs only in its receive checks). It elects who
/// advertises, and nothing else: forwarding and answering do not depend on it.</summary>
public sealed class VirtualRouter
{
    private byte _priority;
    private readonly TimeSpan _interval;
    private TimeSpan _masterInterval;

    /// <summary>A router that is not running yet. <paramref name="priority"/> is 1 to 254: nobody owns a shared address.</summary>
    public VirtualRouter(byte priority, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfZero(priority);
        ArgumentOutOfRangeException.ThrowIfEqual(priority, VrrpCodePoints.PriorityOwner);
        _priority = priority;
        _interval = interval;
        _masterInterval = interval;
    }

    /// <summary>Changes the priority, 1 to 254. It counts from the next advertisement on, its own or another's.</summary>
    public void SetPriority(byte priority)
    {
        ArgumentOutOfRangeException.ThrowIfZero(priority);
        ArgumentOutOfRangeException.ThrowIfEqual(priority, VrrpCodePoints.PriorityOwner);
        _priority = priority;
    }

    public VirtualRouterState State { get; private set; }

    /// <summary>When <see cref="Expire"/> wants to be called: the advertisement timer of a master, the master-down timer of a backup.</summary>
    public Instant Deadline { get; private set; } = Instant.Never;

    /// <summary>Skew_Time: (256 - priority) / 256 of the master's interval.</summary>
    public TimeSpan Skew => (256 - _priority) * _masterInterval / 256;

    /// <summary>Master_Down_Interval: three advertisements and the skew.</summary>
    public TimeSpan MasterDown => (3 * _masterInterval) + Skew;

    /// <summary>A port has come up: listen first (section 6.4.1).</summary>
    public void Start(Instant now)
    {
        if (State == VirtualRouterState.Initialize)
        {
            _masterInterval = _interval;
            State = VirtualRouterState.Backup;
            Deadline = now + MasterDown;
        }
    }

    /// <summary>No port is up any more, or the node is stopping. Returns true when it was master and should say that it leaves.</summary>
    public bool Stop()
    {
        bool wasMaster = State == VirtualRouterState.Master;
        State = VirtualRouterState.Initialize;
        Deadline = Instant.Never;
        return wasMaster;
    }

    /// <summary>The deadline has come.</summary>
    public VirtualRouterAction Expire(Instant now)
    {
        switch (State)
        {
            case VirtualRouterState.Backup:
                State = VirtualRouterState.Master;
                Deadline = now + _interval;
                return VirtualRouterAction.TakeOver;
            case VirtualRouterState.Master:
                Deadline = now + _interval;
                return VirtualRouterAction.Advertise;
            default:
                return VirtualRouterAction.Nothing;
        }
    }

    /// <summary>An advertisement has arrived.</summary>
    /// <param name="now">When.</param>
    /// <param name="priority">Its priority.</param>
    /// <param name="interval">Its interval.</param>
    /// <param name="isHigherAddress">True when its sender's address is above this node's own; decides between equal priorities.</param>
    public VirtualRouterAction Receive(Instant now, byte priority, TimeSpan interval, bool isHigherAddress)
    {
        bool leaving = priority == VrrpCodePoints.PriorityLeaving;
        switch (State)
        {
            case VirtualRouterState.Backup when leaving:
                Deadline = now + Skew;
                return VirtualRouterAction.Nothing;
            case VirtualRouterState.Backup when priority >= _priority:
                Follow(now, interval);
                return VirtualRouterAction.Nothing;
            case VirtualRouterState.Master when leaving:
                Deadline = now + _interval;
                return VirtualRouterAction.Advertise;
            case VirtualRouterState.Master when priority > _priority || (priority == _priority && isHigherAddress):
                State = VirtualRouterState.Backup;
                Follow(now, interval);
                return VirtualRouterAction.GiveWay;
            default:
                return VirtualRouterAction.Nothing;
        }
    }

    private void Follow(Instant now, TimeSpan interval)
    {
        _masterInterval = interval > TimeSpan.Zero ? interval : _interval;
        Deadline = now + MasterDown;
    }
}
