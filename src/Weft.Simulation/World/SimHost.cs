using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A host of the world: its stack and the port that it is plugged into.</summary>
public sealed class SimHost : ISimActor, IHostEffects
{
    private readonly SimScheduler _scheduler;
    private readonly int _number;
    private ushort _plug;
    private AccessLeg? _leg;
    private VlanId _tag;

    internal SimHost(SimScheduler scheduler, string name, MacAddress mac, HostStack stack, FabricHost? origin)
    {
        _scheduler = scheduler;
        Name = name;
        Mac = mac;
        Stack = stack;
        Origin = origin;
        _number = scheduler.Add(this);
    }

    public string Name { get; }

    public MacAddress Mac { get; }

    /// <summary>What the fabric file says of it; null for a client outside.</summary>
    public FabricHost? Origin { get; }

    public HostStack Stack { get; }

    /// <summary>The port it is plugged into; null when none.</summary>
    public LinkEnd? Place => _leg?.Port;

    /// <summary>Where frames for it go: what was sent to an earlier place never arrives.</summary>
    internal SimPort CurrentPlug => new(_number, _plug);

    Instant ISimActor.NextDeadline => Stack.NextDeadline;

    /// <summary>Does something with the stack, which sends through this host.</summary>
    public void Do(Action<Instant, HostStack, IHostEffects> act)
    {
        act(_scheduler.Now, Stack, this);
        _scheduler.Watch(_number);
    }

    /// <summary>Sends any frame, as whoever controls the host may.</summary>
    public void SendRaw(ReadOnlySpan<byte> frame) => ((IHostEffects)this).Send(frame);

    void ISimActor.HandleTimer(Instant now) => Stack.HandleTimer(now, this);

    void ISimActor.Receive(Instant now, ushort port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (port == _plug && _leg is not null)
        {
            _scheduler.Observer?.Passed(now, this, isFromHost: false, frame);
            Stack.Receive(now, frame, this);
        }
    }

    void IHostEffects.Send(ReadOnlySpan<byte> frame)
    {
        if (_leg is not null)
        {
            _scheduler.Observer?.Passed(_scheduler.Now, this, isFromHost: true, frame);
            _leg.SendFromHost(this, _tag, frame);
        }
    }

    /// <summary>Switches it on with carrier.</summary>
    public void Boot() => Do((now, stack, effects) =>
    {
        stack.SetLink(now, true);
        stack.Boot(now, effects);
    });

    void IHostEffects.Emit(in StackEvent stackEvent) => _scheduler.Observer?.Noticed(_scheduler.Now, this, stackEvent);

    void IHostEffects.Arrived(in ProbeArrival probe)
    {
        _scheduler.Observer?.Arrived(_scheduler.Now, this, probe);
    }

    internal void Plug(AccessLeg leg, VlanId tag)
    {
        Unplug();
        _leg = leg;
        _tag = tag;
        leg.Plug(this, tag);
    }

    internal void Unplug()
    {
        _leg?.Unplug(this);
        _leg = null;
        _plug++;
    }
}
