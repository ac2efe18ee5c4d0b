using Weft.Model;

namespace Weft.Node;

/// <summary>Tells of what logged rules of policies took, as events. The packet filter bounds the reports of each rule; those of all rules together are bounded here, so that the
/// node's other events are not lost among them.</summary>
public sealed class PolicyHits(Fabric fabric, Action<NodeEvent> tell)
{
    /// <summary>Events in one second.</summary>
    public const int PerSecond = 20;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private Instant _began = Instant.Zero;
    private int _told;

    /// <summary>Reports that made no event, because there were too many.</summary>
    public long Untold { get; private set; }

    /// <summary>True when a policy of the fabric has a logged rule.</summary>
    public static bool AreAskedFor(Fabric fabric) =>
        fabric.Policies.Any(policy => policy.In?.Any(rule => rule.IsLogged) == true || policy.Out?.Any(rule => rule.IsLogged) == true);

    /// <summary>A logged rule took a packet.</summary>
    public void Tell(Instant now, in PolicyHit hit)
    {
        int number = hit.Rule;
        HostPolicy? policy = hit.Policy.Value <= fabric.Policies.Length ? fabric.FindPolicy(hit.Policy) : null;
        if (policy?.Rules(hit.Direction)?.FirstOrDefault(rule => rule.Number == number) is not { } rule)
        {
            // From the rules of a predecessor, which had another fabric file.
            Untold++;
            return;
        }

        if (now - _began >= s_second)
        {
            _began = now;
            _told = 0;
        }

        if (_told++ < PerSecond)
        {
            tell(new PolicyRuleHit(policy, rule, hit));
        }
        else
        {
            Untold++;
        }
    }
}
