namespace Weft.Linux;

/// <summary>Which bridge driver to use.</summary>
public enum BridgeDriverChoice : byte
{
    /// <summary>The VLAN-aware bridge where the kernel has it, else plain bridges.</summary>
    Automatic,
    Plain,
    VlanAware,
}
