using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Receives the packet filter's reports of first packets (nflog).</summary>
public sealed class FirstPacketLog : IDisposable
{
    private const int CopiedOctets = 64;
    private const int ReceiveLength = 64 * 1024;
    private const int ReceiveBufferOctets = 8 * 1024 * 1024;
    private const int DatagramsPerCall = 64;
    private const ushort Ipv4Type = 0x0800;
    private const ushort Ipv6Type = 0x86DD;

    private readonly NodePlan _plan;
    private readonly Func<int, PortIndex> _ports;
    private readonly NetlinkSocket _socket;
    private readonly byte[] _received = new byte[ReceiveLength];

    /// <summary>Subscribes, in the calling thread's network namespace. Throws <see cref="KernelException"/>.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="ports">Finds the port of a kernel interface index, or <see cref="PortIndex.None"/>.</param>
    public FirstPacketLog(NodePlan plan, Func<int, PortIndex> ports)
    {
        _plan = plan;
        _ports = ports;
        _socket = NetlinkSocket.Open(NetlinkProtocol.Netfilter);
        try
        {
            _socket.SetReceiveBuffer(ReceiveBufferOctets);
            Configure();
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>The file descriptor, for polling.</summary>
    public int Descriptor => _socket.Descriptor;

    /// <summary>How often the kernel had to drop reports because too many waited.</summary>
    public long Overruns { get; private set; }

    /// <summary>Reports that were not understood: of an unknown port, segment or protocol, or cut short.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Hands on what waits, a bounded amount; returns the number of datagrams taken.</summary>
    public int Receive(IFirstPacketSink sink)
    {
        int taken = 0;
        while (taken < DatagramsPerCall)
        {
            int length = _socket.Receive(_received);
            if (length == -Errno.NoBuffers)
            {
                Overruns++;
                continue;
            }

            if (length < 0)
            {
                break;
            }

            taken++;
            NetlinkMessages messages = new(_received.AsSpan(0, length));
            while (messages.MoveNext())
            {
                Take(messages.Current, sink);
            }
        }

        return taken;
    }

    public void Dispose() => _socket.Dispose();

    private void Take(NetlinkMessage message, IFirstPacketSink sink)
    {
        if (message.Type != NetfilterCodes.LogPacket)
        {
            return;
        }

        if (TryRead(message, out FirstPacket packet))
        {
            sink.FirstPacketSeen(packet);
        }
        else
        {
            Unreadable++;
        }
    }

    private bool TryRead(NetlinkMessage message, out FirstPacket packet)
    {
        packet = default;
        ushort protocol = 0;
        int device = 0;
        int physicalDevice = 0;
        MacAddress mac = MacAddress.Zero;
        ReadOnlySpan<byte> payload = default;
        bool known = false;
        SegmentId segment = default;
        foreach (NetlinkAttribute attribute in message.Attributes<NetfilterHeader>())
        {
            switch (attribute.Type)
            {
                case NetfilterCodes.PacketHeader when attribute.Value.Length >= 2:
                    protocol = BinaryPrimitives.ReadUInt16BigEndian(attribute.Value);
                    break;
                case NetfilterCodes.PacketInputDevice when attribute.Value.Length >= 4:
                    device = BinaryPrimitives.ReadInt32BigEndian(attribute.Value);
                    break;
                case NetfilterCodes.PacketPhysicalInputDevice when attribute.Value.Length >= 4:
                    physicalDevice = BinaryPrimitives.ReadInt32BigEndian(attribute.Value);
                    break;
                case NetfilterCodes.PacketHardwareAddress when attribute.Value.Length >= 4 + MacAddress.Length:
                    mac = MacAddress.Read(attribute.Value[4..]);
                    break;
                case NetfilterCodes.PacketPayload:
                    payload = attribute.Value;
                    break;
                case NetfilterCodes.PacketPrefix:
                    known = TryReadPrefix(attribute.Value, out segment);
                    break;
            }
        }

        // Kernels with bridge netfilter report the bridge as the input device and the port as the physical one; others only the port.
        PortIndex port = _ports(physicalDevice != 0 ? physicalDevice : device);
        if (!known || port.IsNone || !TryReadSource(protocol, payload, out IpAddress source) || !TryFindTag(port, segment, out VlanId tag))
        {
            return false;
        }

        packet = new FirstPacket(port, tag, mac, source);
        return true;
    }

    private static bool TryReadPrefix(ReadOnlySpan<byte> value, out SegmentId segment)
    {
        Span<char> text = stackalloc char[16];
        int length = 0;
        while (length < value.Length && length < text.Length && value[length] != 0)
        {
            text[length] = (char)value[length];
            length++;
        }

        return FilterSets.TryReadSegment(text[..length], out segment);
    }

    private static bool TryReadSource(ushort protocol, ReadOnlySpan<byte> packet, out IpAddress source)
    {
        switch (protocol)
        {
            case Ipv4Type when packet.Length >= 20:
                source = IpAddress.ReadIpv4(packet[12..]);
                return true;
            case Ipv6Type when packet.Length >= 40:
                source = IpAddress.ReadIpv6(packet[8..]);
                return true;
            default:
                source = default;
                return false;
        }
    }

    private bool TryFindTag(PortIndex port, SegmentId segment, out VlanId tag)
    {
        foreach (PortSegment candidate in _plan.Ports[port.Value].Segments)
        {
            if (candidate.Segment == segment)
            {
                tag = candidate.Tag;
                return true;
            }
        }

        tag = default;
        return false;
    }

    private void Configure()
    {
        NetlinkBuilder builder = new(256);
        builder.Begin(NetfilterCodes.LogConfigure, NetlinkFlags.Request | NetlinkFlags.Acknowledge, 1);
        builder.Header(new NetfilterHeader(NetfilterCodes.UnspecifiedFamily, FilterNames.FirstPacketGroup));
        builder.Add(NetfilterCodes.LogCommand, [NetfilterCodes.LogBind]);
        builder.Add(NetfilterCodes.LogMode, [0, 0, 0, CopiedOctets, NetfilterCodes.LogCopyPacket, 0]);
        builder.AddBigEndian(NetfilterCodes.LogThreshold, 1u);
        builder.End();
        _socket.Send(builder.Bytes);
        int length = _socket.Receive(_received);
        NetlinkMessages messages = new(_received.AsSpan(0, Math.Max(length, 0)));
        if (!messages.MoveNext())
        {
            throw new KernelException("subscribe to first packets", length < 0 ? -length : Errno.Invalid);
        }

        NetlinkAcknowledgement.Read(messages.Current).ThrowIfFailed("subscribe to first packets");
    }
}
