namespace Weft.Model;

/// <summary>How bad a fault is.</summary>
public enum FaultSeverity : byte
{
    /// <summary>The fabric cannot be used.</summary>
    Error,

    /// <summary>The fabric works, but hardly as meant.</summary>
    Warning,
}
