namespace Weft.Model;

/// <summary>Whether a node carries what it has to carry, or gives way to others so that it may be taken away.</summary>
public enum DrainPhase : byte
{
    /// <summary>The normal life.</summary>
    Serving,

    /// <summary>Its metrics rise step by step; the others go around it more and more.</summary>
    Draining,

    /// <summary>A last resort: whoever has another way has taken it.</summary>
    Drained,

    /// <summary>Its metrics fall step by step.</summary>
    Undraining,
}
