using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>One node's claim of an address, and how it fares.</summary>
/// <param name="Origin">The node that claims.</param>
/// <param name="Claim">What it says.</param>
/// <param name="Verdict">Whether it wins, or what the winner has over it.</param>
public readonly record struct ClaimView(SystemId Origin, HostClaim Claim, ClaimVerdict Verdict);
