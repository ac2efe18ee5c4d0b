using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>
/// One TCP connection between two namespaces that carries a known sequence of octets, a few every millisecond, both ways: whoever
/// receives them sends each back, as a terminal session does. Watched are whether it is still the same connection, every octet in place,
/// and the longest wait between two arrivals at the receiving end.
/// </summary>
public sealed class TcpStream : IStoryStream, IDisposable
{
    /// <summary>Octets per write.</summary>
    private const int Chunk = 16;

    private readonly Socket _listener;
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly TimeSpan _interval;
    private volatile bool _isClosed;
    private long _sent;
    private long _taken;
    private long _received;
    private long _longestGap;
    private long _lastArrival;
    private volatile string? _fault;

    private TcpStream(string id, Endpoint from, Endpoint to, Socket listener, Socket client, Socket server, TimeSpan interval)
    {
        Id = id;
        From = from;
        To = to;
        _listener = listener;
        _client = client;
        _server = server;
        _interval = interval;
        _lastArrival = Clock.Now;
        new Thread(SendLoop) { IsBackground = true, Name = $"tcp {id} sender" }.Start();
        new Thread(ReceiveLoop) { IsBackground = true, Name = $"tcp {id} receiver" }.Start();
        new Thread(ReturnLoop) { IsBackground = true, Name = $"tcp {id} returns" }.Start();
    }

    public string Id { get; }

    public Endpoint From { get; }

    public Endpoint To { get; }

    /// <summary>Octets handed to the sender's kernel.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public int ChunkLength => Chunk;

    /// <summary>Octets that arrived and came back, all of them right.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>What broke the connection or its contents; null while all is well.</summary>
    public string? Fault => _fault;

    /// <summary>The longest wait between two arrivals at the receiving end since <see cref="Restart"/>.</summary>
    public TimeSpan LongestGap => TimeSpan.FromTicks(Math.Max(Volatile.Read(ref _longestGap), Clock.Now - Volatile.Read(ref _lastArrival)));

    /// <summary>Connects and starts. Throws <see cref="LabException"/> when there is no connection within the limit.</summary>
    public static TcpStream Start(StoryConnection connection, Endpoint from, Endpoint to, TimeSpan interval, TimeSpan limit)
    {
        Socket listener = NetworkNamespace.Run(to.Name, () => Listen(to.Address(connection.Family), connection.Port));
        IPEndPoint target = (IPEndPoint)listener.LocalEndPoint!;
        Socket client = NetworkNamespace.Run(from.Name, () =>
        {
            IPAddress source = from.Address(connection.Family);
            Socket socket = new(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(source, 0));
            return socket;
        });
        try
        {
            using CancellationTokenSource patience = new(limit);
            client.ConnectAsync(target, patience.Token).AsTask().GetAwaiter().GetResult();
            return new TcpStream(connection.Id, from, to, listener, client, listener.Accept(), interval);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            client.Dispose();
            listener.Dispose();
            throw new LabException($"{from.Name} cannot connect to {to.Name} ({target}) within {limit.TotalSeconds:0} s", fault);
        }
    }

    /// <summary>Starts a new measurement of the longest gap.</summary>
    public void Restart() => Volatile.Write(ref _longestGap, 0);

    /// <summary>Stops sending and waits until everything sent has come back; false when it does not within the limit.</summary>
    public bool Finish(TimeSpan limit)
    {
        _isClosed = true;
        return Wait.Until(() => Received == Sent || _fault is not null, limit) && _fault is null;
    }

    public void Dispose()
    {
        _isClosed = true;
        _client.Dispose();
        _server.Dispose();
        _listener.Dispose();
    }

    private static Socket Listen(IPAddress address, int port)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen(1);
        return socket;
    }

    /// <summary>Octet n of the stream; coprime with the usual powers of two, so a shifted stream is noticed.</summary>
    private static byte Pattern(long position) => (byte)(position % 251);

    private void SendLoop()
    {
        ThreadUrgency.Raise();
        Span<byte> chunk = stackalloc byte[Chunk];
        while (!_isClosed)
        {
            for (int i = 0; i < Chunk; i++)
            {
                chunk[i] = Pattern(_sent + i);
            }

            try
            {
                _client.Send(chunk);
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                Fail($"the sender lost its connection: {fault.Message}");
                return;
            }

            Volatile.Write(ref _sent, _sent + Chunk);
            Thread.Sleep(_interval);
        }
    }

    private void ReceiveLoop()
    {
        ThreadUrgency.Raise();
        Span<byte> buffer = stackalloc byte[4096];
        while (_fault is null)
        {
            try
            {
                int length = _server.Receive(buffer);
                if (length == 0)
                {
                    Fail("the sender closed the connection");
                    return;
                }

                long now = Clock.Now;
                Volatile.Write(ref _longestGap, Math.Max(_longestGap, now - _lastArrival));
                Volatile.Write(ref _lastArrival, now);
                Check(buffer[..length], ref _taken, "octet");
                for (int sent = 0; sent < length && _fault is null; sent += _server.Send(buffer[sent..length]))
                {
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                Fail($"the receiver lost its connection: {fault.Message}");
                return;
            }
        }
    }

    private void ReturnLoop()
    {
        ThreadUrgency.Raise();
        Span<byte> buffer = stackalloc byte[4096];
        while (_fault is null)
        {
            try
            {
                int length = _client.Receive(buffer);
                if (length == 0)
                {
                    Fail("the receiver closed the connection");
                    return;
                }

                Check(buffer[..length], ref _received, "returned octet");
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                Fail($"the sender lost its connection: {fault.Message}");
                return;
            }
        }
    }

    private void Check(ReadOnlySpan<byte> octets, ref long position, string what)
    {
        foreach (byte octet in octets)
        {
            if (octet != Pattern(position))
            {
                Fail($"{what} {position} is {octet}, not {Pattern(position)}");
                return;
            }

            Volatile.Write(ref position, position + 1);
        }
    }

    private void Fail(string what)
    {
        if (!_isClosed)
        {
            _fault ??= what;
        }
    }
}
