using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Model;
using AddressFamily = Weft.Wire.AddressFamily;

namespace Weft.Lab;

/// <summary>
/// Finds the way of a packet by looking: captures at every node and outside router see a marked UDP datagram pass and note its
/// remaining hops. Asks no router for an answer and believes no table.
/// </summary>
public sealed class PathTracer : IDisposable
{
    /// <summary>The UDP port of traced datagrams.</summary>
    public const ushort Port = 7003;

    private readonly Fabric _fabric;
    private readonly Dictionary<string, Capture> _captures = [];
    private readonly Dictionary<string, Capture> _receivers = [];
    private long _number;

    public PathTracer(NativeLab lab)
    {
        _fabric = lab.Topology.Fabric;
        foreach (LabNamespace item in lab.Topology.Namespaces)
        {
            if (item.Kind is LabNamespaceKind.Node or LabNamespaceKind.Router)
            {
                _captures[item.Name] = Capture.OpenUdp(item.Name, Port);
            }
            else if (item.Kind is LabNamespaceKind.Host or LabNamespaceKind.Client)
            {
                _receivers[item.Name] = Capture.OpenUdp(item.Name, Port);
            }
        }
    }

    /// <summary>Sends one datagram and reports where it went. <paramref name="sourcePort"/> chooses among equal paths; 0 leaves it to the kernel.</summary>
    public ForwardingPath Trace(Endpoint from, Endpoint to, AddressFamily family, TimeSpan patience, ushort sourcePort = 0)
    {
        long number = ++_number;
        Capture receiver = _receivers[to.Name];
        receiver.Clear();
        Send(from, to, family, sourcePort, number);
        bool arrived = Wait.Until(() => Sightings(to.Name, receiver, number).Count > 0, patience);
        List<Sighting> seen = [];
        foreach ((string node, Capture capture) in _captures)
        {
            seen.AddRange(Sightings(node, capture, number));
        }

        return ForwardingPath.From(_fabric, from.Name, to.Name, arrived, seen);
    }

    public void Dispose()
    {
        foreach (Capture capture in _captures.Values.Concat(_receivers.Values))
        {
            capture.Dispose();
        }
    }

    private static void Send(Endpoint from, Endpoint to, AddressFamily family, ushort sourcePort, long number) =>
        NetworkNamespace.Run(from.Name, () =>
        {
            IPAddress source = from.Address(family);
            using Socket socket = new(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(source, sourcePort));
            byte[] payload = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(payload, number);
            socket.SendTo(payload, new IPEndPoint(to.Address(family), Port));
        });

    /// <summary>Takes all frames that a capture holds and keeps those of one datagram.</summary>
    private static List<Sighting> Sightings(string node, Capture capture, long number)
    {
        const int EthernetLength = 14;
        const int HopLimit4 = EthernetLength + 8;
        const int HopLimit6 = EthernetLength + 7;
        List<Sighting> found = [];
        while (capture.TryReceive(TimeSpan.Zero, out ReadOnlySpan<byte> frame, out bool isOutgoing))
        {
            bool ipv6 = frame[12] == 0x86;
            if (BinaryPrimitives.ReadInt64BigEndian(Payload(frame, ipv6)) == number)
            {
                found.Add(new Sighting(node, frame[ipv6 ? HopLimit6 : HopLimit4], isOutgoing));
            }
        }

        return found;
    }

    /// <summary>The first octets behind the UDP header; short frames are padded by Ethernet, so they are counted from the front.</summary>
    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> frame, bool ipv6)
    {
        int offset = 14 + (ipv6 ? 40 : 20) + 8;
        return frame.Length >= offset + sizeof(long) ? frame[offset..] : new byte[sizeof(long)];
    }
}
