using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using AddressFamily = Weft.Wire.AddressFamily;

namespace Weft.Lab;

/// <summary>Receives the probes of all flows to one endpoint in one family, on a thread of its own.</summary>
internal sealed class ProbeReceiver : IDisposable
{
    private const int BufferOctets = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly Action<int, long> _arrived;
    private volatile bool _isClosed;

    private ProbeReceiver(Socket socket, Action<int, long> arrived)
    {
        _socket = socket;
        _arrived = arrived;
    }

    /// <summary>Starts receiving; <paramref name="arrived"/> is called with flow and probe number on the receiver's thread.</summary>
    public static ProbeReceiver Start(Endpoint at, AddressFamily family, int port, Action<int, long> arrived)
    {
        Socket socket = NetworkNamespace.Run(at.Name, () =>
        {
            IPAddress any = family == AddressFamily.Ipv6 ? IPAddress.IPv6Any : IPAddress.Any;
            Socket opened = new(any.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = BufferOctets };
            opened.Bind(new IPEndPoint(any, port));
            Enlarge(opened);
            return opened;
        });
        ProbeReceiver receiver = new(socket, arrived);
        Thread thread = new(receiver.Receive) { IsBackground = true, Name = $"probes at {at.Name}" };
        thread.Start();
        return receiver;
    }

    public void Dispose()
    {
        _isClosed = true;
        _socket.Dispose();
    }

    /// <summary>Beyond the machine's limit for everybody, where this user may: what the runtime holds up must not be counted as lost.</summary>
    private static void Enlarge(Socket socket)
    {
        const int SocketLevel = 1;
        const int ReceiveBufferForce = 33;
        try
        {
            socket.SetRawSocketOption(SocketLevel, ReceiveBufferForce, BitConverter.GetBytes(BufferOctets));
        }
        catch (SocketException)
        {
            // Without the right the machine's limit holds.
        }
    }

    private void Receive()
    {
        ThreadUrgency.Raise();
        Span<byte> payload = stackalloc byte[64];
        while (!_isClosed)
        {
            try
            {
                int length = _socket.Receive(payload);
                if (UdpFlow.TryRead(payload[..length], out int flow, out long number))
                {
                    _arrived(flow, number);
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // Closing the socket is how the thread is told to end; anything else concerns one datagram only.
            }
        }
    }
}
