using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Stories;
using AddressFamily = Weft.Wire.AddressFamily;

namespace Weft.Lab;

/// <summary>Numbered UDP probes from one namespace to another. <see cref="Traffic"/> paces them, a <see cref="ProbeReceiver"/> notes them.</summary>
public sealed class UdpFlow : IStoryFlow, IDisposable
{
    /// <summary>Every probe's first octets, so that stray datagrams are told apart.</summary>
    public const uint Magic = 0x57454654;

    /// <summary>Magic 0:4, flow 4:4, number 8:8.</summary>
    public const int PayloadLength = 16;

    private readonly Socket _socket;
    private readonly SocketAddress _destination;
    private readonly byte[] _payload = new byte[PayloadLength];

    private UdpFlow(string id, int number, Endpoint from, Endpoint to, AddressFamily family, Socket socket, SocketAddress destination)
    {
        Id = id;
        From = from;
        To = to;
        Family = family;
        _socket = socket;
        _destination = destination;
        BinaryPrimitives.WriteUInt32BigEndian(_payload, Magic);
        BinaryPrimitives.WriteInt32BigEndian(_payload.AsSpan(4), number);
    }

    public string Id { get; }

    public Endpoint From { get; }

    public Endpoint To { get; }

    public Pair Pair => new(From.Name, To.Name);

    public AddressFamily Family { get; }

    public FlowLog Log { get; } = new();

    /// <summary>Probes that the sender's own kernel refused.</summary>
    public long Refused { get; private set; }

    internal static UdpFlow Open(string id, int number, Endpoint from, Endpoint to, AddressFamily family, int port) =>
        NetworkNamespace.Run(from.Name, () =>
        {
            IPAddress source = from.Address(family);
            IPEndPoint target = new(to.Address(family), port);
            Socket socket = new(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(source, 0));
            return new UdpFlow(id, number, from, to, family, socket, target.Serialize());
        });

    internal void SendNext(long now)
    {
        BinaryPrimitives.WriteInt64BigEndian(_payload.AsSpan(8), Log.Send(now));
        try
        {
            _socket.SendTo(_payload, SocketFlags.None, _destination);
        }
        catch (SocketException)
        {
            Refused++;
        }
    }

    /// <summary>Reads a probe; false for anything else.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> payload, out int flow, out long number)
    {
        flow = 0;
        number = 0;
        if (payload.Length < PayloadLength || BinaryPrimitives.ReadUInt32BigEndian(payload) != Magic)
        {
            return false;
        }

        flow = BinaryPrimitives.ReadInt32BigEndian(payload[4..]);
        number = BinaryPrimitives.ReadInt64BigEndian(payload[8..]);
        return true;
    }

    public void Dispose() => _socket.Dispose();
}
