namespace Weft.Model;

/// <summary>What a node is for. The role decides defaults, never what a node can do.</summary>
public enum NodeRole : byte
{
    /// <summary>Hosts attach here; it is their gateway and tracks them.</summary>
    Leaf,

    /// <summary>Joins leaves; no hosts.</summary>
    Spine,

    /// <summary>Joins the site to other sites and to the outside.</summary>
    Edge,
}
