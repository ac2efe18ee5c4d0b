namespace Weft.Simulation;

/// <summary>One hop of a packet: who had it, and which entry decided what became of it.</summary>
public sealed record PathHop
{
    /// <summary>The sender, a node or an outside router.</summary>
    public required string Node { get; init; }

    /// <summary>The port by which it came; absent at the sender.</summary>
    public string? In { get; init; }

    /// <summary>The table entry that decided, in words.</summary>
    public required string Decision { get; init; }

    /// <summary>The port by which it left; absent where it did not.</summary>
    public string? Out { get; init; }

    /// <summary>Which of how many equal ways it took, as "1/2"; absent where there was no choice to make.</summary>
    public string? Ecmp { get; init; }

    /// <summary>True when the next hop is in another site.</summary>
    public bool CrossesSites { get; init; }
}
