namespace Weft.Protocols.Gateway;

/// <summary>States of a virtual router (RFC 5798 section 6.3).</summary>
public enum VirtualRouterState : byte
{
    /// <summary>Not running: no port is up.</summary>
    Initialize,

    /// <summary>Another router sends the advertisements.</summary>
    Backup,

    /// <summary>This node sends them.</summary>
    Master,
}
