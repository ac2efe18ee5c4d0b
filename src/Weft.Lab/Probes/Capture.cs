using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Weft.Linux;

namespace Weft.Lab;

/// <summary>A packet socket inside a namespace: sees every frame of one interface or of all, and sends frames.</summary>
public sealed class Capture : IDisposable
{
    /// <summary>Every protocol, also frames that the machine itself sends (ETH_P_ALL).</summary>
    public const ushort AllProtocols = 0x0003;

    private const int SocketLevel = 1;
    private const int AttachFilter = 26;
    private const int BufferOctets = 4 * 1024 * 1024;

    private static readonly int s_addressLength = SocketAddress.GetMaximumAddressSize(AddressFamily.Packet);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[65536];
    private readonly SocketAddress _from = new(AddressFamily.Packet, s_addressLength);

    private Capture(Socket socket) => _socket = socket;

    /// <summary>Opens a capture of one interface, or of all when <paramref name="interfaceName"/> is null.</summary>
    public static Capture Open(string inNamespace, string? interfaceName, ushort etherType) =>
        NetworkNamespace.Run(inNamespace, () => Open(interfaceName, etherType, null));

    /// <summary>Opens a capture, on every interface of a namespace, of UDP datagrams to a port.</summary>
    public static Capture OpenUdp(string inNamespace, ushort port) =>
        NetworkNamespace.Run(inNamespace, () => Open(null, AllProtocols, PacketFilter.UdpTo(port)));

    /// <summary>Sends a whole Ethernet frame out of the captured interface.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        try
        {
            _socket.Send(frame);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.NetworkDown)
        {
            // A packet socket remembers, once, that its interface was down in the meantime.
            _socket.Send(frame);
        }
    }

    /// <summary>Forgets what has been captured so far.</summary>
    public void Clear()
    {
        while (TryReceive(TimeSpan.Zero, out _, out _))
        {
        }
    }

    /// <summary>Takes the next frame, waiting at most so long for it. The span is valid until the next call.</summary>
    public bool TryReceive(TimeSpan patience, out ReadOnlySpan<byte> frame, out bool isOutgoing)
    {
        frame = default;
        isOutgoing = false;
        if (!_socket.Poll(patience, SelectMode.SelectRead))
        {
            return false;
        }

        // A receive shrinks the address to what it filled.
        _from.Size = s_addressLength;
        int length = _socket.ReceiveFrom(_buffer, SocketFlags.None, _from);
        frame = _buffer.AsSpan(0, length);
        isOutgoing = LinkLayerEndPoint.IsOutgoing(_from);
        return true;
    }

    /// <summary>The interface index of the frame that was taken last.</summary>
    public int LastInterface => LinkLayerEndPoint.InterfaceOf(_from);

    public void Dispose() => _socket.Dispose();

    private static Capture Open(string? interfaceName, ushort etherType, ulong[]? filter)
    {
        // Opened for no protocol, so that nothing arrives before the filter is in place; the bind starts it.
        Socket socket = new(AddressFamily.Packet, SocketType.Raw, 0)
        {
            ReceiveBufferSize = BufferOctets,
        };
        if (filter is not null)
        {
            Attach(socket, filter);
        }

        int index = interfaceName is null ? 0 : InterfaceIndex.Of(interfaceName);
        socket.Bind(new LinkLayerEndPoint(etherType, index));
        return new Capture(socket);
    }

    /// <summary>struct sock_fprog: count 0:2, pointer 8:8.</summary>
    private static void Attach(Socket socket, ulong[] program)
    {
        GCHandle pinned = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            Span<byte> descriptor = stackalloc byte[16];
            MemoryMarshal.Write(descriptor, (ushort)program.Length);
            MemoryMarshal.Write(descriptor[8..], pinned.AddrOfPinnedObject());
            socket.SetRawSocketOption(SocketLevel, AttachFilter, descriptor);
        }
        finally
        {
            pinned.Free();
        }
    }
}
