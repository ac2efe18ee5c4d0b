namespace Weft.Model;

/// <summary>The two directions of a policy, as its host sees them.</summary>
public enum PolicyDirection : byte
{
    /// <summary>Towards the host.</summary>
    In,

    /// <summary>From the host.</summary>
    Out,
}
