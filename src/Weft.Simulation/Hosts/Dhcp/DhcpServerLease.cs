using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An address of a server's pool.</summary>
/// <param name="Client">Who has it, or had it last.</param>
/// <param name="Until">Nobody else gets it before.</param>
/// <param name="IsGiven">True when it was acknowledged, false for an offer.</param>
internal readonly record struct DhcpServerLease(MacAddress Client, Instant Until, bool IsGiven);
