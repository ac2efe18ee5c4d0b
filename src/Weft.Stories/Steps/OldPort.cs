namespace Weft.Stories;

/// <summary>What the port that a host leaves sees of it.</summary>
public enum OldPort
{
    /// <summary>Its carrier stays, as behind a hypervisor's virtual switch.</summary>
    Keeps,

    /// <summary>Its carrier goes, as when the host's own cable is pulled.</summary>
    Loses,
}
