using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>What came of a case.</summary>
public sealed record PolicyCaseResult(PolicyCase Case, ImmutableArray<PolicyAttempt> Attempts)
{
    /// <summary>The attempts that did not end as expected.</summary>
    public IEnumerable<PolicyAttempt> Unexpected => Attempts.Where(attempt => attempt.Verdict.IsAllowed != Case.IsAllowed);

    /// <summary>A case without any flow proves nothing.</summary>
    public bool Passed => !Attempts.IsEmpty && !Unexpected.Any();
}
