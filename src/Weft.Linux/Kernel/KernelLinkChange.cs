using Weft.Wire;

namespace Weft.Linux;

/// <summary>What to change on an interface; fields that are null stay.</summary>
public readonly record struct KernelLinkChange
{
    public bool? Up { get; init; }

    /// <summary>Index of the new bridge or VRF; 0 takes the interface out.</summary>
    public int? Master { get; init; }

    public MacAddress? Mac { get; init; }

    public int? Mtu { get; init; }
}
