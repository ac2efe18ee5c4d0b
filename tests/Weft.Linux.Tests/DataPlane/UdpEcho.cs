using System.Net;
using System.Net.Sockets;

namespace Weft.Linux.Tests;

/// <summary>Sends every datagram back to where it came from, on a thread of its own, until it is disposed.</summary>
internal sealed class UdpEcho : IDisposable
{
    private readonly Socket _socket;
    private readonly Thread _thread;

    internal UdpEcho(IPEndPoint local)
    {
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

        // The one before it may still be closing.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(local);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join();
    }

    private void Run()
    {
        byte[] buffer = new byte[2048];
        EndPoint from = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        try
        {
            while (true)
            {
                int length = _socket.ReceiveFrom(buffer, ref from);
                _socket.SendTo(buffer.AsSpan(0, length), from);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The socket was closed: the test is over.
        }
    }
}
