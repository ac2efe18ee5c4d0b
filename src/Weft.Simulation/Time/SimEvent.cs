using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Something that will happen. Only the fields of its kind are set.</summary>
internal struct SimEvent
{
    public SimEventKind Kind;

    public VlanId Tag;

    /// <summary>The port of the actor.</summary>
    public ushort Port;

    /// <summary>The actor, by its number.</summary>
    public int Actor;

    /// <summary>The frame, by its number in the <see cref="FramePool"/>; of an action its place in the list of actions.</summary>
    public int Item;
}
