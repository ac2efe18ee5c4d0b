using System.Net.Sockets;

namespace Weft.Linux.Tests;

/// <summary>Sends a datagram every millisecond to an echo and counts what comes back.</summary>
internal sealed class PacketStream : IDisposable
{
    private const int QuietMilliseconds = 500;
    private readonly Socket _socket;
    private readonly Thread _sender;
    private readonly Thread _receiver;
    private volatile bool _stop;
    private int _received;

    internal PacketStream(Socket socket)
    {
        _socket = socket;
        _socket.ReceiveTimeout = QuietMilliseconds;
        _sender = new Thread(Send) { IsBackground = true };
        _receiver = new Thread(Receive) { IsBackground = true };
        _receiver.Start();
        _sender.Start();
    }

    internal int Sent { get; private set; }

    /// <summary>Stops sending, waits until nothing more comes, and returns how many came.</summary>
    internal int StopAndCountReceived()
    {
        _stop = true;
        _sender.Join();
        _receiver.Join();
        return _received;
    }

    public void Dispose() => StopAndCountReceived();

    private void Send()
    {
        byte[] datagram = new byte[64];
        while (!_stop)
        {
            _socket.Send(datagram);
            Sent++;
            Thread.Sleep(1);
        }
    }

    private void Receive()
    {
        byte[] buffer = new byte[64];
        while (true)
        {
            try
            {
                _socket.Receive(buffer);
                _received++;
            }
            catch (SocketException) when (_stop)
            {
                return;
            }
            catch (SocketException)
            {
                // Nothing came for a while, but the sender still runs.
            }
        }
    }
}
