namespace Weft.Linux;

/// <summary>Requests to the kernel: single, batched and dumps. The kernel handles a request inside the send call, so nothing
/// here waits: a reply that is not there after sending was lost.</summary>
public sealed class NetlinkConnection : IDisposable
{
    /// <summary>A batch is sent when it has grown to this many octets.</summary>
    public const int BatchLength = 48 * 1024;

    private const int ReceiveLength = 64 * 1024;
    private const int ReceiveBufferOctets = 8 * 1024 * 1024;
    private const int DumpAttempts = 10;

    private readonly NetlinkSocket _socket;
    private readonly byte[] _received = new byte[ReceiveLength];
    private uint _sequence;
    private uint _batchSequence;
    private int _lastStart;

    public NetlinkConnection(NetlinkProtocol protocol)
    {
        _socket = NetlinkSocket.Open(protocol);
        _socket.SetReceiveBuffer(ReceiveBufferOctets);
    }

    /// <summary>Where the next messages are written; between <see cref="Begin"/> and <see cref="NetlinkBuilder.End"/>.</summary>
    public NetlinkBuilder Builder { get; } = new();

    /// <summary>The port id that notifications of this connection's own changes carry.</summary>
    public uint PortId => _socket.PortId;

    /// <summary>True when the batch is large enough to be sent.</summary>
    public bool IsFull => Builder.Length >= BatchLength;

    /// <summary>Starts the next message of the batch.</summary>
    public void Begin(ushort type, NetlinkFlags flags)
    {
        if (Builder.Count == 0)
        {
            Builder.Clear();
            _batchSequence = _sequence;
        }

        _lastStart = Builder.Length;
        Builder.Begin(type, flags | NetlinkFlags.Request, _sequence++);
    }

    /// <summary>Sends the finished messages in one system call. Only the last one asks for an acknowledgement: the kernel reports
    /// failures anyway. <paramref name="results"/> gets one result per message, in order. When the kernel ran out of buffer for
    /// the replies, every result is <see cref="Errno.NoBuffers"/> and the caller must look at what is really there.</summary>
    public void Submit(Span<KernelResult> results)
    {
        int count = Builder.Count;
        results[..count].Clear();
        if (count == 0)
        {
            return;
        }

        Builder.AddFlags(_lastStart, NetlinkFlags.Acknowledge);
        _socket.Send(Builder.Bytes);
        Builder.Clear();
        if (!CollectResults(results[..count]))
        {
            results[..count].Fill(new KernelResult(Errno.NoBuffers, "replies were lost"));
        }
    }

    /// <summary>Sends the one finished message and returns what the kernel said.</summary>
    public KernelResult Submit()
    {
        if (Builder.Count != 1)
        {
            throw new InvalidOperationException($"{Builder.Count} messages where one was expected");
        }

        Span<KernelResult> results = new KernelResult[1];
        Submit(results);
        return results[0];
    }

    /// <summary>Sends the one finished message as a dump and appends what <paramref name="parser"/> makes of the answers. A dump that
    /// a change interrupted is repeated; after ten attempts the last answer is taken. Throws <see cref="KernelException"/>.</summary>
    public void Dump<T>(List<T> into, NetlinkParser<T> parser)
    {
        int start = into.Count;
        byte[] request = Builder.Bytes.ToArray();
        Builder.Clear();
        for (int attempt = 1; attempt <= DumpAttempts; attempt++)
        {
            into.RemoveRange(start, into.Count - start);
            _socket.Send(request);
            if (ReadDump(into, parser))
            {
                return;
            }
        }
    }

    /// <summary>Sends the one finished message as a dump that <see cref="ReadPiece"/> reads.</summary>
    public void BeginDump()
    {
        _socket.Send(Builder.Bytes);
        Builder.Clear();
    }

    /// <summary>Appends what <paramref name="parser"/> makes of the next answers; returns false when there are no more. Throws <see cref="KernelException"/>.</summary>
    public bool ReadPiece<T>(List<T> into, NetlinkParser<T> parser, out bool interrupted)
    {
        bool complete = true;
        bool done = TakeDump(into, parser, ref complete);
        interrupted = !complete;
        return !done;
    }

    public void Dispose() => _socket.Dispose();

    private bool CollectResults(Span<KernelResult> results)
    {
        while (true)
        {
            int length = _socket.Receive(_received);
            if (length < 0)
            {
                return false;
            }

            NetlinkMessages messages = new(_received.AsSpan(0, length));
            while (messages.MoveNext())
            {
                NetlinkMessage message = messages.Current;
                uint index = message.Sequence - _batchSequence;
                if (message.Type != NetlinkType.Error || index >= (uint)results.Length)
                {
                    continue;
                }

                results[(int)index] = NetlinkAcknowledgement.Read(message);
                if (index == (uint)results.Length - 1)
                {
                    return true;
                }
            }
        }
    }

    /// <summary>Returns false when the dump must be repeated.</summary>
    private bool ReadDump<T>(List<T> into, NetlinkParser<T> parser)
    {
        bool complete = true;
        while (!TakeDump(into, parser, ref complete))
        {
        }

        return complete;
    }

    /// <summary>Takes one datagram of a dump; returns whether it was the last. <paramref name="complete"/> becomes false when a change came between.</summary>
    private bool TakeDump<T>(List<T> into, NetlinkParser<T> parser, ref bool complete)
    {
        int length = _socket.Receive(_received);
        if (length < 0)
        {
            throw new KernelException("dump from netlink", -length);
        }

        NetlinkMessages messages = new(_received.AsSpan(0, length));
        while (messages.MoveNext())
        {
            NetlinkMessage message = messages.Current;
            if (message.Sequence != _batchSequence)
            {
                continue;
            }

            complete &= (message.Flags & NetlinkFlags.DumpInterrupted) == 0;
            if (message.Type is NetlinkType.Done or NetlinkType.Error)
            {
                NetlinkAcknowledgement.Read(message).ThrowIfFailed("dump from netlink");
                return true;
            }

            if (parser(message, out T item))
            {
                into.Add(item);
            }
        }

        return false;
    }
}
