using System.Net.Sockets;

namespace Weft.Daemon;

/// <summary>One client of the API with what it has sent and what it has not read yet. Both are bounded.</summary>
internal sealed class ApiClient(Socket socket, bool mayChange) : IDisposable
{
    /// <summary>Longest request.</summary>
    public const int MaximumRequest = 4_096;

    /// <summary>Answers that a client may leave unread, in octets; one answer alone may be longer.</summary>
    public const long MaximumBacklog = 4 << 20;

    private readonly byte[] _input = new byte[MaximumRequest];
    private readonly Queue<byte[]> _output = [];
    private int _length;
    private int _sent;
    private long _backlog;

    public int Descriptor { get; } = ApiServer.DescriptorOf(socket);

    public bool IsOpen { get; private set; } = true;

    /// <summary>The client may change the node, not only look at it.</summary>
    public bool MayChange { get; } = mayChange;

    /// <summary>The client wants every new event.</summary>
    public bool IsWatching { get; set; }

    public bool HasOutput => _output.Count > 0;

    /// <summary>Takes what the client has sent; false when it hung up or sends a line without end.</summary>
    public bool Receive()
    {
        if (_length == _input.Length)
        {
            return false;
        }

        int count = socket.Receive(_input.AsSpan(_length), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return true;
        }

        _length += Math.Max(count, 0);
        return error == SocketError.Success && count > 0;
    }

    /// <summary>The next whole line, without its end. Valid until <see cref="Receive"/>.</summary>
    public bool TryTakeLine(out ReadOnlyMemory<byte> line)
    {
        int end = _input.AsSpan(0, _length).IndexOf((byte)'\n');
        if (end < 0)
        {
            line = default;
            return false;
        }

        line = _input.AsSpan(0, end).ToArray();
        _length -= end + 1;
        _input.AsSpan(end + 1, _length).CopyTo(_input);
        return true;
    }

    /// <summary>Adds an answer; false when the client has left too much unread.</summary>
    public bool Enqueue(byte[] line)
    {
        if (_backlog > 0 && _backlog + line.Length > MaximumBacklog)
        {
            return false;
        }

        _output.Enqueue(line);
        _backlog += line.Length;
        return true;
    }

    /// <summary>Sends as much as the client takes now; false when it is gone.</summary>
    public bool Send()
    {
        while (_output.TryPeek(out byte[]? line))
        {
            int count = socket.Send(line.AsSpan(_sent), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                return true;
            }

            if (error != SocketError.Success)
            {
                return false;
            }

            _sent += count;
            _backlog -= count;
            if (_sent == line.Length)
            {
                _output.Dequeue();
                _sent = 0;
            }
        }

        return true;
    }

    public void Dispose()
    {
        IsOpen = false;
        socket.Dispose();
    }
}
