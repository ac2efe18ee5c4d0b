using Weft.Model;

namespace Weft.Lab;

/// <summary>A host's leg in the switchyard and the port it starts at.</summary>
/// <param name="Host">The host.</param>
/// <param name="Leg">The far end of the host's cable.</param>
/// <param name="Start">Where it is plugged in at the start; null when nowhere.</param>
public sealed record YardHost(FabricHost Host, string Leg, LinkEnd? Start);
