using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A firewall that lets the inside begin conversations and the outside answer, and that drops what it has not seen the beginning of.</summary>
internal sealed class StatefulFirewall
{
    /// <summary>Conversations that it remembers; it begins no new ones then.</summary>
    public const int MaximumFlows = 65_536;

    private readonly HashSet<FirewallFlow> _flows = [];

    /// <summary>Packets that it dropped.</summary>
    public long Dropped { get; private set; }

    /// <summary>True when a frame may pass. What is no TCP or UDP, such as ARP and ICMP, always may.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="mayBegin">True on the way from inside.</param>
    public bool Passes(ReadOnlySpan<byte> frame, bool mayBegin)
    {
        if (!FrameFacts.TryRead(frame, out FrameFacts facts) || !facts.IsIp || facts.Upper is not (IpProtocol.Tcp or IpProtocol.Udp)
            || facts.UpperOffset == 0 || frame.Length < facts.UpperOffset + sizeof(uint))
        {
            return true;
        }

        FirewallFlow flow = new(facts.Upper, facts.From, facts.To, BinaryPrimitives.ReadUInt32BigEndian(frame[facts.UpperOffset..]));
        if (_flows.Contains(flow) || _flows.Contains(flow.Reversed))
        {
            return true;
        }

        if (mayBegin && _flows.Count < MaximumFlows)
        {
            _flows.Add(flow);
            return true;
        }

        Dropped++;
        return false;
    }
}
