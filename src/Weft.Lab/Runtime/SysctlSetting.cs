namespace Weft.Lab;

/// <summary>One kernel setting.</summary>
/// <param name="Key">Its path below /proc/sys.</param>
/// <param name="Value">The value to write.</param>
/// <param name="IsOptional">True when kernels without it need nothing in its place.</param>
public readonly record struct SysctlSetting(string Key, string Value, bool IsOptional = false);
