namespace Weft.Model;

/// <summary>Another tool's description of a network that <see cref="TopologyImport"/> reads.</summary>
public enum TopologyFormat : byte
{
    /// <summary>A topology file of netlab.</summary>
    Netlab,

    /// <summary>A topology definition of containerlab.</summary>
    Containerlab,
}
