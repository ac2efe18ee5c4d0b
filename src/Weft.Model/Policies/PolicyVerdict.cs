namespace Weft.Model;

/// <summary>What becomes of a flow: the sender's policy is asked first, then the receiver's; it passes when both let it.</summary>
/// <param name="Out">What the sender's policy says.</param>
/// <param name="In">What the receiver's policy says.</param>
public sealed record PolicyVerdict(PolicyDecision Out, PolicyDecision In)
{
    public bool IsAllowed => Out.IsAllowed && In.IsAllowed;

    /// <summary>The decision that counts: the first denial, or of what passes the receiver's.</summary>
    public PolicyDecision Decisive => Out.IsAllowed ? In : Out;
}
