using System.Net.Sockets;

namespace Weft.Linux.Tests;

/// <summary>Sends datagrams one way, some tens of thousands a second, and counts what arrives. The receiver has room for all that a busy machine lets wait.</summary>
internal sealed class FastStream : IDisposable
{
    private const int SocketLevel = 1;
    private const int ReceiveBufferForce = 33;
    private const int QuietMilliseconds = 500;
    private const int PauseSpins = 500;
    private static readonly byte[] s_room = BitConverter.GetBytes(256 * 1024 * 1024);

    private readonly Socket _from;
    private readonly Socket _to;
    private readonly Thread _sender;
    private readonly Thread _receiver;
    private volatile bool _stop;
    private int _received;
    private int _sent;

    internal FastStream(Socket from, Socket to)
    {
        _from = from;
        _to = to;
        _to.SetRawSocketOption(SocketLevel, ReceiveBufferForce, s_room);
        _to.ReceiveTimeout = QuietMilliseconds;
        _sender = new Thread(Send) { IsBackground = true };
        _receiver = new Thread(Receive) { IsBackground = true };
        _receiver.Start();
        _sender.Start();
    }

    internal int Sent => Volatile.Read(ref _sent);

    /// <summary>Waits until so many more have been sent.</summary>
    internal void LetPass(int datagrams)
    {
        int before = Sent;
        Bench.Eventually(() => Sent - before >= datagrams, "datagrams are sent");
    }

    /// <summary>Stops sending, waits until nothing more comes, and returns how many did not come.</summary>
    internal int StopAndCountLost()
    {
        _stop = true;
        _sender.Join();
        _receiver.Join();
        return Sent - _received;
    }

    public void Dispose()
    {
        StopAndCountLost();
        _from.Dispose();
        _to.Dispose();
    }

    private void Send()
    {
        byte[] datagram = new byte[22];
        while (!_stop)
        {
            _from.Send(datagram);
            Interlocked.Increment(ref _sent);
            Thread.SpinWait(PauseSpins);
        }
    }

    private void Receive()
    {
        byte[] buffer = new byte[64];
        while (true)
        {
            try
            {
                _to.Receive(buffer);
                _received++;
            }
            catch (SocketException)
            {
                if (_stop)
                {
                    return;
                }
            }
        }
    }
}
