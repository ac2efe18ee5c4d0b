using System.Collections.Immutable;

namespace Weft.Simulation;

/// <summary>What came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Violations">What must not be and was; empty when all is well.</param>
/// <param name="Virtual">How long it lasted, in virtual time.</param>
/// <param name="Events">How many events happened.</param>
/// <param name="Hash">A digest of everything that happened, octet by octet; 0 when nobody asked for it.</param>
public sealed record FuzzResult(FuzzCase Case, ImmutableArray<Violation> Violations, TimeSpan Virtual, long Events, ulong Hash)
{
    public bool IsClean => Violations.IsEmpty;
}
