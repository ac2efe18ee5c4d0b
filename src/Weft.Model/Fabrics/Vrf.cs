namespace Weft.Model;

/// <summary>A routing domain. The default VRF is always first, with id 0 and the name "default".</summary>
public sealed record Vrf(string Name, VrfId Id);
