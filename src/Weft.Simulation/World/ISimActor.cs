using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Something that frames reach and that has timers: a node, a host, a router outside.</summary>
internal interface ISimActor
{
    string Name { get; }

    /// <summary>When <see cref="HandleTimer"/> is due.</summary>
    Instant NextDeadline { get; }

    void HandleTimer(Instant now);

    /// <summary>A frame, borrowed for the call, arrives at a port.</summary>
    void Receive(Instant now, ushort port, VlanId tag, ReadOnlySpan<byte> frame);
}
