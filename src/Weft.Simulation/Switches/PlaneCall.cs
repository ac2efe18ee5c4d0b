using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What the parts of a plane share during one call: the time, where effects go, and where the frame came from.</summary>
internal sealed class PlaneCall(PlaneCounters counters)
{
    private IPlaneEffects? _effects;

    public Instant Now { get; private set; }

    /// <summary>The port by which the frame came; none for what the node itself made.</summary>
    public PortIndex In { get; set; } = PortIndex.None;

    /// <summary>True while the node looks at its own copy of a frame that was flooded: what it does with it is not told.</summary>
    public bool IsCopy { get; set; }

    public PlaneCounters Counters => counters;

    public IPlaneEffects Effects => _effects ?? throw new InvalidOperationException("the plane acted outside of a call");

    public void Begin(Instant now, PortIndex port, IPlaneEffects effects)
    {
        Now = now;
        In = port;
        _effects = effects;
    }

    public void End()
    {
        _effects = null;
        In = PortIndex.None;
        IsCopy = false;
    }

    public void Transmit(PlanePort port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        counters.Transmitted++;
        Effects.Transmit(port.Index, tag, frame);
    }

    public void Drop(PlaneDrop reason, ReadOnlySpan<byte> frame, PlaneStep about = default)
    {
        if (!IsCopy)
        {
            Observe(about with { In = In, Action = PlaneAction.Dropped, Drop = reason, Out = PortIndex.None }, frame);
        }
    }

    /// <summary>The node kept a frame.</summary>
    public void Consume(ReadOnlySpan<byte> frame, SegmentId segment, VrfId vrf)
    {
        if (!IsCopy)
        {
            Observe(new PlaneStep(In, PlaneAction.Consumed, PlaneDrop.None) { Segment = segment, Vrf = vrf, Entry = PlaneEntry.Own }, frame);
        }
    }

    public void Observe(in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        counters.Add(step.Action);
        if (step.Drop != PlaneDrop.None)
        {
            counters.Add(step.Drop);
        }

        Effects.Observe(step, frame);
    }
}
