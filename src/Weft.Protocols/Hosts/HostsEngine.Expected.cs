using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <content>The manager's word, which moves hosts to ports that believe nothing else.</content>
public sealed partial class HostsEngine
{
    private readonly ExpectedHosts _expected;

    /// <summary>A host is about to be at a host port: until the word expires, or the host leaves that port, its own frames there are enough for a move, whatever the port asks for otherwise.
    /// What it has sent there before is asked for again. False when the node keeps too many such words.</summary>
    public bool Expect(Instant now, in HostExpectation word, IHostsEffects effects)
    {
        PortPlan port = _plan.Ports[word.Port.Value];
        if (!port.FacesHosts || !_expected.TryAdd(now, word))
        {
            Counters.Increment(HostCounter.ExpectationRefused);
            return false;
        }

        effects.Emit(now, new HostExpected(word.Mac, port.Name, word.Lifetime));
        PromoteAllOf(word.Mac);
        _scratch.Clear();
        _macs.CopyTo(word.Mac, _scratch);
        foreach (HostEntry entry in _scratch.ToArray())
        {
            foreach (PortSegment member in port.Segments)
            {
                if (_plan.FindSegment(member.Segment) is { } segment && segment.Vrf == entry.Key.Vrf)
                {
                    effects.Forget(new FirstPacket(word.Port, member.Tag, word.Mac, entry.Key.Address));
                }
            }
        }

        return true;
    }

    /// <summary>What a place must show before it gets a host.</summary>
    private MoveTrust TrustIn(Instant now, in HostAttachment at) =>
        _plan.Ports[at.Port.Value].Moves is var moves && moves != MoveTrust.Trusted && _expected.Contains(now, at.Port, at.Mac) ? MoveTrust.Trusted : moves;
}
