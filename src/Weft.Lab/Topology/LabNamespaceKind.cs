namespace Weft.Lab;

/// <summary>What a network namespace of the lab stands for.</summary>
public enum LabNamespaceKind
{
    /// <summary>A node of the fabric: runs <c>weftd</c>, and on an edge the rim's routing daemon.</summary>
    Node,

    /// <summary>A host behind an access port.</summary>
    Host,

    /// <summary>A router outside the fabric.</summary>
    Router,

    /// <summary>A client behind an outside router.</summary>
    Client,

    /// <summary>The patch panel between hosts and leaf ports.</summary>
    Switchyard,
}
