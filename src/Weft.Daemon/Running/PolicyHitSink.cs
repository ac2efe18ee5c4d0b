using Weft.Linux;
using Weft.Model;
using Weft.Node;

namespace Weft.Daemon;

/// <summary>Hands the packet filter's reports of logged rules to what makes events of them.</summary>
internal sealed class PolicyHitSink(PolicyHits hits) : IPolicyHitSink
{
    public void PolicyHitSeen(in PolicyHit hit) => hits.Tell(MonotonicClock.Now, hit);
}
