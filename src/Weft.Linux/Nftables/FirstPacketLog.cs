using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Receives the packet filter's reports of first packets (nflog).</summary>
public sealed class FirstPacketLog : IDisposable
{
    private const byte CopiedOctets = 64;
    private const int ReceiveBufferOctets = 8 * 1024 * 1024;
    private const ushort Ipv4Type = 0x0800;
    private const ushort Ipv6Type = 0x86DD;

    private readonly NodePlan _plan;
    private readonly Func<int, PortIndex> _ports;
    private readonly PacketLog _log;
    private readonly PacketLog.Handler _take;
    private IFirstPacketSink? _sink;

    /// <summary>Subscribes, in the calling thread's network namespace. Throws <see cref="KernelException"/>.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="ports">Finds the port of a kernel interface index, or <see cref="PortIndex.None"/>.</param>
    public FirstPacketLog(NodePlan plan, Func<int, PortIndex> ports)
    {
        _plan = plan;
        _ports = ports;
        _log = new PacketLog(FilterNames.FirstPacketGroup, CopiedOctets, ReceiveBufferOctets, "first packets");
        _take = Take;
    }

    /// <summary>The file descriptor, for polling.</summary>
    public int Descriptor => _log.Descriptor;

    /// <summary>How often the kernel had to drop reports because too many waited.</summary>
    public long Overruns => _log.Overruns;

    /// <summary>Reports that were not understood: of an unknown port, segment or protocol, or cut short.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Hands on what waits, a bounded amount; returns the number of datagrams taken.</summary>
    public int Receive(IFirstPacketSink sink)
    {
        _sink = sink;
        return _log.Receive(_take);
    }

    public void Dispose() => _log.Dispose();

    private void Take(NetlinkMessage message)
    {
        if (TryRead(message, out FirstPacket packet))
        {
            _sink!.FirstPacketSeen(packet);
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
}
