using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The check of RFC 5227 section 2.1.1 that an IPv4 address is free.</summary>
internal sealed class AddressProbe : IHostApplication, IArpListener
{
    /// <summary>PROBE_NUM.</summary>
    private const int Probes = 3;

    /// <summary>PROBE_WAIT: the longest wait before the first.</summary>
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);

    /// <summary>PROBE_MIN.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    /// <summary>PROBE_MAX.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <summary>ANNOUNCE_WAIT: silence after the last.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(2);

    private readonly IpAddress _address;
    private readonly RandomSource _random;
    private int _sent;

    public AddressProbe(IpAddress address, Instant now, RandomSource random)
    {
        _address = address;
        _random = random;
        NextDeadline = now + random.Between(TimeSpan.Zero, s_firstWait);
    }

    public Instant NextDeadline { get; private set; }

    public void HandleTimer(Instant now, HostStack stack, IHostEffects effects)
    {
        if (_sent == Probes)
        {
            stack.Finish(this);
            effects.Emit(new StackEvent(StackEventKind.AddressFree, _address));
            return;
        }

        _sent++;
        NextDeadline = now + (_sent == Probes ? s_silence : _random.Between(s_shortest, s_longest));
        stack.SendArp(MacAddress.Broadcast, ArpPacket.Request(stack.Mac, IpAddress.Ipv4Any, _address), effects);
    }

    public void Hear(Instant now, in ArpPacket packet, HostStack stack, IHostEffects effects)
    {
        bool isOwners = packet.SenderAddress == _address;
        bool isRivals = packet.SenderAddress.IsUnspecified && packet.TargetAddress == _address && packet.SenderMac != stack.Mac
            && packet.Operation == ArpOperation.Request;
        if (isOwners || isRivals)
        {
            stack.Finish(this);
            effects.Emit(new StackEvent(StackEventKind.AddressTaken, _address, packet.SenderMac));
        }
    }
}
