using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Sends packets in somebody else's name: from their address and, when it likes, from their MAC.</summary>
/// <param name="pace">When.</param>
/// <param name="mac">The Ethernet source.</param>
/// <param name="nextHop">The Ethernet destination, as a rule the gateway's MAC.</param>
/// <param name="source">The address that is not its own.</param>
/// <param name="destination">Where to.</param>
public sealed class SourceSpoofer(AttackPace pace, MacAddress mac, MacAddress nextHop, IpAddress source, IpAddress destination) : PacedAttacker(pace)
{
    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        effects.Send(frame[..SpoofedDatagram.Write(frame, nextHop, mac, source, destination)]);
    }
}
