using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>A prefix, its origins, and what was last said of it.</summary>
internal sealed class PrefixState
{
    /// <summary>Metric by origin, in the order of system ids.</summary>
    public SortedList<SystemId, uint> Metrics { get; } = [];

    /// <summary>The best origins as last reported.</summary>
    public SystemId[] Reported { get; set; } = [];

    /// <summary>Their cost.</summary>
    public uint Cost { get; set; }
}
