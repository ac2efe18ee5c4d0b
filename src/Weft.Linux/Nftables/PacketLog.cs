namespace Weft.Linux;

/// <summary>Takes what the packet filter logs to one group (nflog): a message for each packet.</summary>
internal sealed class PacketLog : IDisposable
{
    private const int ReceiveLength = 64 * 1024;
    private const int DatagramsPerCall = 64;

    private readonly NetlinkSocket _socket;
    private readonly byte[] _received = new byte[ReceiveLength];

    /// <summary>Subscribes, in the calling thread's network namespace. Throws <see cref="KernelException"/>.</summary>
    /// <param name="group">The group of the rules.</param>
    /// <param name="copiedOctets">How much of each packet is wanted.</param>
    /// <param name="bufferOctets">How much may wait.</param>
    /// <param name="what">What is logged, for errors.</param>
    public PacketLog(ushort group, byte copiedOctets, int bufferOctets, string what)
    {
        _socket = NetlinkSocket.Open(NetlinkProtocol.Netfilter);
        try
        {
            _socket.SetReceiveBuffer(bufferOctets);
            Configure(group, copiedOctets, what);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>What is done with each message.</summary>
    public delegate void Handler(NetlinkMessage message);

    /// <summary>The file descriptor, for polling.</summary>
    public int Descriptor => _socket.Descriptor;

    /// <summary>How often the kernel had to drop messages because too many waited.</summary>
    public long Overruns { get; private set; }

    /// <summary>Hands on what waits, a bounded amount; returns the number of datagrams taken.</summary>
    public int Receive(Handler handler)
    {
        int taken = 0;
        while (taken < DatagramsPerCall)
        {
            int length = _socket.Receive(_received);
            if (length == -Errno.NoBuffers)
            {
                Overruns++;
                continue;
            }

            if (length < 0)
            {
                break;
            }

            taken++;
            NetlinkMessages messages = new(_received.AsSpan(0, length));
            while (messages.MoveNext())
            {
                if (messages.Current.Type == NetfilterCodes.LogPacket)
                {
                    handler(messages.Current);
                }
            }
        }

        return taken;
    }

    public void Dispose() => _socket.Dispose();

    private void Configure(ushort group, byte copiedOctets, string what)
    {
        NetlinkBuilder builder = new(256);
        builder.Begin(NetfilterCodes.LogConfigure, NetlinkFlags.Request | NetlinkFlags.Acknowledge, 1);
        builder.Header(new NetfilterHeader(NetfilterCodes.UnspecifiedFamily, group));
        builder.Add(NetfilterCodes.LogCommand, [NetfilterCodes.LogBind]);
        builder.Add(NetfilterCodes.LogMode, [0, 0, 0, copiedOctets, NetfilterCodes.LogCopyPacket, 0]);
        builder.AddBigEndian(NetfilterCodes.LogThreshold, 1u);
        builder.End();
        _socket.Send(builder.Bytes);
        int length = _socket.Receive(_received);
        NetlinkMessages messages = new(_received.AsSpan(0, Math.Max(length, 0)));
        if (!messages.MoveNext())
        {
            throw new KernelException($"subscribe to {what}", length < 0 ? -length : Errno.Invalid);
        }

        NetlinkAcknowledgement.Read(messages.Current).ThrowIfFailed($"subscribe to {what}");
    }
}
