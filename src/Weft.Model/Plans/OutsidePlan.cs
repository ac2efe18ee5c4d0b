namespace Weft.Model;

/// <summary>What a node announces to the outside routers that it has in a VRF.</summary>
public sealed record OutsidePlan(VrfId Vrf, AnnouncePolicy Announce);
