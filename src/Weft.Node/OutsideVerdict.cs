namespace Weft.Node;

/// <summary>Whether an edge announces a route outside, and why not.</summary>
public enum OutsideVerdict : byte
{
    /// <summary>It is announced.</summary>
    Announced,

    /// <summary>This node has no outside router in the route's VRF.</summary>
    NoOutside,

    /// <summary>This node has no route of its own to it.</summary>
    NoRoute,

    /// <summary>Neither a subnet of the VRF nor within one: a loopback, a route of somebody outside, or one of another VRF.</summary>
    NotOfTheVrf,

    /// <summary>The policy announces no hosts.</summary>
    NoHosts,

    /// <summary>The policy announces hosts away from home only, and this one is at its subnet's home.</summary>
    AtHome,

    /// <summary>The policy announces hosts away from home only, and this one's subnet has no home.</summary>
    NoHome,

    /// <summary>Not within the prefixes that the policy lists.</summary>
    NotListed,

    /// <summary>A summary is announced in its place.</summary>
    InSummary,
}
