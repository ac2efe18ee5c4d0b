using System.Buffers.Binary;

namespace Weft.Linux;

/// <summary>Changes elements of sets of the node's table through nfnetlink: all of a transaction or nothing, without a process and
/// without reading the sets.</summary>
internal sealed class SetTransaction : IDisposable
{
    /// <summary>A transaction should be committed when it has grown to this many octets; the kernel takes about 200 KiB at once.</summary>
    public const int FullLength = 96 * 1024;

    private const int ReceiveLength = 64 * 1024;

    private delegate void MessageHandler(NetlinkMessage message);

    private readonly NetlinkSocket _socket = NetlinkSocket.Open(NetlinkProtocol.Netfilter);
    private readonly NetlinkBuilder _builder = new();
    private readonly byte[] _received = new byte[ReceiveLength];
    private uint _sequence;
    private int _lastStart;

    public bool IsEmpty => _builder.Length == 0;

    public bool IsFull => _builder.Length >= FullLength;

    /// <summary>Adds an element; one that is there already stays as it is. A zero timeout means none.</summary>
    public void Add(string set, ReadOnlySpan<byte> key, TimeSpan timeout = default) =>
        Element(NetfilterCodes.NewSetElement, NetlinkFlags.Create, set, key, timeout);

    /// <summary>Removes an element; the transaction fails with <see cref="Errno.NoEntry"/> when it is not there.</summary>
    public void Remove(string set, ReadOnlySpan<byte> key) =>
        Element(NetfilterCodes.DeleteSetElement, NetlinkFlags.None, set, key, default);

    /// <summary>Removes all elements of a set.</summary>
    public void Clear(string set)
    {
        Begin(NetfilterCodes.DeleteSetElement, NetlinkFlags.None);
        _builder.Add(NetfilterCodes.ElementTable, FilterNames.Table);
        _builder.Add(NetfilterCodes.ElementSet, set);
        _builder.End();
    }

    /// <summary>Commits what was written, and starts anew. The first error is the result; then nothing was changed.</summary>
    public KernelResult Commit()
    {
        if (IsEmpty)
        {
            return KernelResult.Success;
        }

        uint last = _sequence - 1;
        _builder.AddFlags(_lastStart, NetlinkFlags.Acknowledge);
        Mark(NetfilterCodes.BatchEnd);
        _socket.Send(_builder.Bytes);
        _builder.Clear();
        return Collect(last);
    }

    /// <summary>Reads the keys of a set. Throws <see cref="KernelException"/>, e.g. when there is no such set.</summary>
    public void ReadKeys(string set, List<byte[]> into)
    {
        BeginDump(NetfilterCodes.GetSetElement);
        _builder.Add(NetfilterCodes.ElementTable, FilterNames.Table);
        _builder.Add(NetfilterCodes.ElementSet, set);
        EndDump($"read set {set}", message => FilterReader.ReadKeys(message, into));
    }

    /// <summary>Reads the table's named counters, in packets. Throws <see cref="KernelException"/> when there is no table.</summary>
    public void ReadCounters(List<KeyValuePair<string, long>> into)
    {
        BeginDump(NetfilterCodes.GetObject);
        _builder.Add(NetfilterCodes.ObjectTable, FilterNames.Table);
        _builder.AddBigEndian(NetfilterCodes.ObjectType, NetfilterCodes.CounterObject);
        EndDump("read counters", message =>
        {
            if (FilterReader.TryReadCounter(message, out KeyValuePair<string, long> counter))
            {
                into.Add(counter);
            }
        });
    }

    public void Dispose() => _socket.Dispose();

    private void BeginDump(ushort type)
    {
        if (!IsEmpty)
        {
            throw new InvalidOperationException("a transaction is open");
        }

        _builder.Begin(type, NetlinkFlags.Request | NetlinkFlags.Dump, _sequence++);
        _builder.Header(new NetfilterHeader(NetfilterCodes.BridgeFamily, 0));
    }

    private void EndDump(string what, MessageHandler take)
    {
        _builder.End();
        _socket.Send(_builder.Bytes);
        _builder.Clear();
        while (true)
        {
            int length = _socket.Receive(_received);
            if (length < 0)
            {
                throw new KernelException(what, -length);
            }

            NetlinkMessages messages = new(_received.AsSpan(0, length));
            while (messages.MoveNext())
            {
                NetlinkMessage message = messages.Current;
                if (message.Type is NetlinkType.Done or NetlinkType.Error)
                {
                    NetlinkAcknowledgement.Read(message).ThrowIfFailed(what);
                    return;
                }

                take(message);
            }
        }
    }

    private void Element(ushort type, NetlinkFlags flags, string set, ReadOnlySpan<byte> key, TimeSpan timeout)
    {
        Begin(type, flags);
        _builder.Add(NetfilterCodes.ElementTable, FilterNames.Table);
        _builder.Add(NetfilterCodes.ElementSet, set);
        int list = _builder.BeginNest(NetfilterCodes.ElementList);
        int item = _builder.BeginNest(NetfilterCodes.ListItem);
        int keyNest = _builder.BeginNest(NetfilterCodes.ElementKey);
        _builder.Add(NetfilterCodes.DataValue, key);
        _builder.EndNest(keyNest);
        if (timeout > TimeSpan.Zero)
        {
            Span<byte> milliseconds = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(milliseconds, (ulong)timeout.TotalMilliseconds);
            _builder.Add(NetfilterCodes.ElementTimeout, milliseconds);
        }

        _builder.EndNest(item);
        _builder.EndNest(list);
        _builder.End();
    }

    private void Begin(ushort type, NetlinkFlags flags)
    {
        if (IsEmpty)
        {
            Mark(NetfilterCodes.BatchBegin);
        }

        _lastStart = _builder.Length;
        _builder.Begin(type, flags | NetlinkFlags.Request, _sequence++);
        _builder.Header(new NetfilterHeader(NetfilterCodes.BridgeFamily, 0));
    }

    private void Mark(ushort type)
    {
        _builder.Begin(type, NetlinkFlags.Request, _sequence++);
        _builder.Header(new NetfilterHeader(NetfilterCodes.UnspecifiedFamily, NetfilterCodes.TablesSubsystem));
        _builder.End();
    }

    // Within a batch only messages that failed or asked for it are answered, and all answers are there when sending returns.
    private KernelResult Collect(uint last)
    {
        KernelResult first = KernelResult.Success;
        bool acknowledged = false;
        while (true)
        {
            int length = _socket.Receive(_received);
            if (length < 0)
            {
                bool certain = acknowledged || !first.Succeeded;
                return certain ? first : new KernelResult(-length, "the reply was lost");
            }

            NetlinkMessages messages = new(_received.AsSpan(0, length));
            while (messages.MoveNext())
            {
                KernelResult result = messages.Current.Type == NetlinkType.Error ? NetlinkAcknowledgement.Read(messages.Current) : default;
                acknowledged |= messages.Current.Sequence == last;
                first = first.Succeeded ? result : first;
            }
        }
    }
}
