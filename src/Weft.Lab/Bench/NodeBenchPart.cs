namespace Weft.Lab;

/// <summary>The parts of <see cref="NodeBench"/>.</summary>
public enum NodeBenchPart
{
    /// <summary>Start, restart and memory.</summary>
    Start,

    /// <summary>Hosts learned in a second.</summary>
    Learning,

    /// <summary>Bound hosts put into the packet filter and taken out.</summary>
    Bindings,

    /// <summary>Forwarding against a bare leaf.</summary>
    Forwarding,
}
