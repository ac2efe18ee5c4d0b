using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Tells senders what became of their packets (RFC 792, RFC 1812 section 4.3.2, RFC 4443 section 2.4). Never about errors, fragments behind the
/// first, or what was sent to a group; and not too often.</summary>
internal sealed class IcmpErrors(PlaneCall call)
{
    /// <summary>Errors in one second (icmp_msgs_per_sec).</summary>
    public const int PerSecond = 1000;

    /// <summary>Errors at once (icmp_msgs_burst).</summary>
    public const int Burst = 50;

    private const long NanosecondsPerError = 1_000_000_000 / PerSecond;

    // RFC 1812 section 4.3.2.3 and RFC 4443 section 2.4 (c): as much of the packet as fits.
    private const int LongestIpv4 = 576;
    private const int LongestIpv6 = 1280;

    private const byte NetworkUnreachable = 0;
    private const byte HostUnreachable = 1;
    private const byte PortUnreachable4 = 3;
    private const byte FragmentationNeeded = 4;
    private const byte AddressUnreachable = 3;
    private const byte PortUnreachable6 = 4;
    private const byte TimeToLive = 64;

    private readonly byte[] _frame = new byte[EthernetHeader.Length + LongestIpv6];
    private long _credit = Burst * NanosecondsPerError;
    private Instant _creditAt = Instant.Zero;

    /// <summary>Routes a packet of the node's own; the source is written where it is unspecified.</summary>
    public required OwnPacketSender Output { get; init; }

    /// <summary>Sends an error about a packet.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="vrf">The VRF in which it happened, and in which the sender is looked for.</param>
    /// <param name="about">The frame of the packet.</param>
    /// <param name="mtu">What it should have fitted, where it was too big.</param>
    public void Send(ErrorKind kind, VrfId vrf, ReadOnlySpan<byte> about, int mtu = 0)
    {
        if (!FrameFacts.TryRead(about, out FrameFacts facts) || !MayTell(facts, about) || !TakeCredit())
        {
            return;
        }

        if (!Output.TryFindSource(vrf, facts.From, out IpAddress source))
        {
            return;
        }

        call.Counters.Errors++;
        ReadOnlySpan<byte> packet = about[EthernetHeader.Length..];
        int length = facts.Kind == FrameKind.Ipv4
            ? WriteIpv4(kind, source, facts.From, packet, mtu)
            : WriteIpv6(kind, source, facts.From, packet, mtu);
        Output.Send(vrf, _frame.AsSpan(0, length));
    }

    private static bool MayTell(in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (!facts.IsIp || facts.UpperOffset == 0 || facts.Destination.IsGroup || facts.To.IsMulticast || !facts.From.IsHostUnicast)
        {
            return false;
        }

        bool isError = facts.Kind == FrameKind.Ipv6
            ? facts.Upper == IpProtocol.Icmpv6 && (byte)facts.Icmpv6 < 128
            : facts.Upper == IpProtocol.Icmp && frame.Length > facts.UpperOffset
                && (IcmpType)frame[facts.UpperOffset] is not (IcmpType.EchoRequest or IcmpType.EchoReply);
        return !isError && !facts.IsNeighborDiscovery;
    }

    private bool TakeCredit()
    {
        long earned = Math.Max(0, call.Now.Nanoseconds - _creditAt.Nanoseconds);
        _creditAt = call.Now;
        _credit = Math.Min(Burst * NanosecondsPerError, _credit + earned);
        if (_credit < NanosecondsPerError)
        {
            return false;
        }

        _credit -= NanosecondsPerError;
        return true;
    }

    private int WriteIpv4(ErrorKind kind, IpAddress source, IpAddress destination, ReadOnlySpan<byte> packet, int mtu)
    {
        (IcmpType type, byte code) = kind switch
        {
            ErrorKind.HopLimit => (IcmpType.TimeExceeded, (byte)0),
            ErrorKind.NoRoute => (IcmpType.DestinationUnreachable, NetworkUnreachable),
            ErrorKind.PortUnreachable => (IcmpType.DestinationUnreachable, PortUnreachable4),
            ErrorKind.TooBig => (IcmpType.DestinationUnreachable, FragmentationNeeded),
            _ => (IcmpType.DestinationUnreachable, HostUnreachable),
        };
        ReadOnlySpan<byte> quote = packet[..Math.Min(packet.Length, LongestIpv4 - Ipv4Header.Length - IcmpHeader.Length)];
        int offset = new EthernetHeader(MacAddress.Zero, MacAddress.Zero, EtherType.Ipv4).Write(_frame);
        offset += new Ipv4Header(0xC0, 0, 0, TimeToLive, IpProtocol.Icmp, source, destination)
            .Write(_frame.AsSpan(offset), IcmpHeader.Length + quote.Length);
        Span<byte> message = _frame.AsSpan(offset, IcmpHeader.Length + quote.Length);
        quote.CopyTo(message[IcmpHeader.Length..]);

        // The next hop's MTU (RFC 1191 section 4).
        new IcmpHeader(type, code, kind == ErrorKind.TooBig ? (uint)mtu : 0).Write(message);
        return offset + message.Length;
    }

    private int WriteIpv6(ErrorKind kind, IpAddress source, IpAddress destination, ReadOnlySpan<byte> packet, int mtu)
    {
        (Icmpv6Type type, byte code) = kind switch
        {
            ErrorKind.HopLimit => (Icmpv6Type.TimeExceeded, (byte)0),
            ErrorKind.NoRoute => (Icmpv6Type.DestinationUnreachable, NetworkUnreachable),
            ErrorKind.PortUnreachable => (Icmpv6Type.DestinationUnreachable, PortUnreachable6),
            ErrorKind.TooBig => (Icmpv6Type.PacketTooBig, (byte)0),
            _ => (Icmpv6Type.DestinationUnreachable, AddressUnreachable),
        };
        ReadOnlySpan<byte> quote = packet[..Math.Min(packet.Length, LongestIpv6 - Ipv6Header.Length - IcmpHeader.Length)];
        int offset = new EthernetHeader(MacAddress.Zero, MacAddress.Zero, EtherType.Ipv6).Write(_frame);
        offset += new Ipv6Header(0, 0, IpProtocol.Icmpv6, TimeToLive, source, destination).Write(_frame.AsSpan(offset), IcmpHeader.Length + quote.Length);
        Span<byte> message = _frame.AsSpan(offset, IcmpHeader.Length + quote.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(message[4..], kind == ErrorKind.TooBig ? (uint)mtu : 0);
        quote.CopyTo(message[IcmpHeader.Length..]);
        Icmpv6Message.Write(message, type, code, source, destination);
        return offset + message.Length;
    }
}
