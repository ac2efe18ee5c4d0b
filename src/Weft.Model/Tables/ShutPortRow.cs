using Weft.Wire;

namespace Weft.Model;

/// <summary>A port that forwards nothing for a time, whatever its cable says.</summary>
/// <param name="By">Who sent the BPDU that shut it.</param>
/// <param name="Since">When that was.</param>
/// <param name="Until">When it is opened again.</param>
public readonly record struct ShutPortRow(MacAddress By, Instant Since, Instant Until);
