using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Tells of packets that logged rules of policies take, of each rule's as many as the packet filter does.</summary>
internal sealed class PolicyReports(PlaneCall call)
{
    private readonly Dictionary<(PolicyId Policy, PolicyDirection Direction, int Rule), PacketBucket> _rules = [];

    /// <summary>A logged rule took a frame.</summary>
    public void Note(Instant now, PolicyId policy, PolicyDirection direction, int rule, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        ref PacketBucket bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_rules, (policy, direction, rule), out _);
        if (!bucket.TryTake(now, PolicyHit.PerSecond, PolicyHit.AtOnce))
        {
            return;
        }

        ReadOnlySpan<byte> packet = frame[EthernetHeader.Length..];
        packet = packet[..Math.Min(packet.Length, PolicyHit.CopiedOctets)];
        if (PolicyHit.TryRead(policy, direction, rule, facts.Kind == FrameKind.Ipv6 ? EtherType.Ipv6 : EtherType.Ipv4, packet, out PolicyHit hit))
        {
            call.Effects.Report(hit);
        }
    }
}
