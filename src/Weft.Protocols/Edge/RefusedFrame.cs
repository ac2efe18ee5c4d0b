using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>A frame that a guarded port refused, kept as evidence.</summary>
/// <param name="At">When.</param>
/// <param name="Port">Where.</param>
/// <param name="Tag">The tag that it carried; 0 for none.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Length">Its length without the tag, in octets.</param>
/// <param name="Octets">Its beginning, without the tag.</param>
public sealed record RefusedFrame(Instant At, PortIndex Port, VlanId Tag, ViolationReason Reason, int Length, ReadOnlyMemory<byte> Octets);
