using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a forwarding plane handed up to its daemon: a frame, or without a port the oldest report.</summary>
/// <param name="At">When it reaches the daemon.</param>
/// <param name="Port">Where the frame came in.</param>
/// <param name="Tag">The frame's tag.</param>
/// <param name="Frame">The frame, by its number in the <see cref="FramePool"/>.</param>
internal readonly record struct Punt(Instant At, PortIndex Port, VlanId Tag, int Frame);
