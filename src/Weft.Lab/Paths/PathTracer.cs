using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;
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

    /// <summary>Sends one datagram and reports where it went. The target may be an address that nobody has.</summary>
    public ForwardingPath Trace(Endpoint from, Endpoint to, AddressFamily family, TimeSpan patience) =>
        TraceMany(from, to, family, 1, patience)[0];

    /// <summary>Sends many datagrams, each of a flow of its own, and reports where each went.</summary>
    public ImmutableArray<ForwardingPath> TraceMany(Endpoint from, Endpoint to, AddressFamily family, int count, TimeSpan patience)
    {
        long first = _number + 1;
        _number += count;
        Dictionary<long, List<Sighting>> seen = [];
        for (long number = first; number <= _number; number++)
        {
            seen[number] = [];
        }

        Dictionary<long, List<Sighting>> received = seen.ToDictionary(pair => pair.Key, _ => new List<Sighting>());
        Send(from, to, family, first, count);
        if (_receivers.TryGetValue(to.Name, out Capture? receiver))
        {
            Wait.Until(() => Collect(to.Name, receiver, received) == count, patience);
        }
        else
        {
            // Nobody will receive it: it has stopped when two looks in a row see nothing new.
            int before = -1;
            Wait.Until(() => before == (before = CollectAll(seen)) && before > 0, patience);
        }

        CollectAll(seen);
        return [.. seen.OrderBy(pair => pair.Key)
            .Select(pair => ForwardingPath.From(_fabric, from.Name, to.Name, received[pair.Key].Count > 0, pair.Value))];
    }

    public void Dispose()
    {
        foreach (Capture capture in _captures.Values.Concat(_receivers.Values))
        {
            capture.Dispose();
        }
    }

    private static void Send(Endpoint from, Endpoint to, AddressFamily family, long first, int count) =>
        NetworkNamespace.Run(from.Name, () =>
        {
            IPAddress source = from.Address(family);
            IPEndPoint target = new(to.Address(family), Port);
            byte[] payload = new byte[sizeof(long)];
            for (long number = first; number < first + count; number++)
            {
                // A socket of its own gives each datagram a source port of its own: another flow to whoever hashes.
                using Socket socket = new(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(source, 0));
                BinaryPrimitives.WriteInt64BigEndian(payload, number);
                socket.SendTo(payload, target);
            }
        });

    private int CollectAll(Dictionary<long, List<Sighting>> seen)
    {
        foreach ((string node, Capture capture) in _captures)
        {
            Collect(node, capture, seen);
        }

        return seen.Values.Sum(list => list.Count);
    }

    /// <summary>Takes all frames that a capture holds, keeps those that are asked for, and returns how many datagrams have been seen.</summary>
    private static int Collect(string node, Capture capture, Dictionary<long, List<Sighting>> seen)
    {
        const int EthernetLength = 14;
        const int HopLimit4 = EthernetLength + 8;
        const int HopLimit6 = EthernetLength + 7;
        while (capture.TryReceive(TimeSpan.Zero, out ReadOnlySpan<byte> frame, out bool isOutgoing))
        {
            bool ipv6 = frame[12] == 0x86;
            if (seen.TryGetValue(BinaryPrimitives.ReadInt64BigEndian(Payload(frame, ipv6)), out List<Sighting>? list))
            {
                list.Add(new Sighting(node, frame[ipv6 ? HopLimit6 : HopLimit4], isOutgoing));
            }
        }

        return seen.Values.Count(list => list.Count > 0);
    }

    /// <summary>The first octets behind the UDP header; short frames are padded by Ethernet, so they are counted from the front.</summary>
    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> frame, bool ipv6)
    {
        int offset = 14 + (ipv6 ? 40 : 20) + 8;
        return frame.Length >= offset + sizeof(long) ? frame[offset..] : new byte[sizeof(long)];
    }
}
