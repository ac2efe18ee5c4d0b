using Weft.Linux;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Lab;

/// <summary>
/// A neighbour of the measured node: IS-IS level 2 on a point-to-point circuit, on a packet socket. It says hello, sends its database, sends
/// LSPs again until they are acknowledged, acknowledges what it hears, and describes its database, as ISO 10589 has it; it computes nothing.
/// </summary>
internal sealed class IsisBenchSpeaker : IFrameSink, IDisposable
{
    private const ushort HoldingTime = 30;
    private const uint CircuitId = 1;
    private const int EntriesPerPdu = 86;

    // LSPs are sent again at the pace at which they are sent first: 2,000 in a second.
    private const int AgainBurst = 32;

    private static readonly TimeSpan s_againInterval = TimeSpan.FromMilliseconds(16);
    private static readonly TimeSpan s_hello = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_describe = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_acknowledge = TimeSpan.FromMilliseconds(50);

    // minimumLSPTransmissionInterval, ISO 10589 clause 7.3.15.5.
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private readonly FabricNode _self;
    private readonly MacAddress _mac;
    private readonly int _interface;
    private readonly PacketSocket _socket;
    private readonly FrameSender _sender = new();
    private readonly ReceiveBatch _batch = new();
    private readonly EventLoop _loop;
    private readonly SortedDictionary<LspId, byte[]> _database = [];
    private readonly Dictionary<LspId, Instant> _unacknowledged = [];
    private readonly Dictionary<LspId, LspEntry> _toAcknowledge = [];
    private AdjacencyState _state = AdjacencyState.Down;
    private SystemId _neighbor;
    private uint _neighborCircuit;
    private Instant _helloAt = Instant.Zero;
    private Instant _describeAt = Instant.Never;
    private Instant _acknowledgeAt = Instant.Never;
    private Instant _againAt = Instant.Never;

    /// <summary>Opens its sockets in the calling thread's namespace.</summary>
    internal IsisBenchSpeaker(EventLoop loop, FabricNode self, MacAddress mac, int interfaceIndex)
    {
        _loop = loop;
        _self = self;
        _mac = mac;
        _interface = interfaceIndex;
        _socket = PacketSocket.OpenForIsis(default, interfaceIndex);
        _loop.Add(_socket.Descriptor, Interest.Read, _ => Receive());
    }

    /// <summary>True while the neighbour says that it hears us.</summary>
    internal bool IsUp => _state == AdjacencyState.Up;

    /// <summary>LSPs that were sent and not acknowledged.</summary>
    internal int Unacknowledged => _unacknowledged.Count;

    /// <summary>LSPs that had to be sent again because no acknowledgement came.</summary>
    internal long SentAgain { get; private set; }

    /// <summary>LSPs of other systems than the neighbour that it relayed.</summary>
    internal long Relayed { get; private set; }

    /// <summary>Relayed LSPs that had come before.</summary>
    internal long RelayedAgain { get; private set; }

    /// <summary>The earliest of its timers.</summary>
    internal Instant NextDeadline =>
        Instant.Min(Instant.Min(_helloAt, _describeAt), Instant.Min(_acknowledgeAt, _againAt));

    /// <summary>Puts an LSP into its database without sending it.</summary>
    internal void Know(byte[] pdu) => _database[LspHeader.Read(pdu).Id] = pdu;

    internal bool Knows(LspId id) => _database.ContainsKey(id);

    /// <summary>Sends an LSP now, and again until it is acknowledged.</summary>
    internal void Flood(byte[] pdu)
    {
        Know(pdu);
        Send(pdu);
        NoteSent(pdu, MonotonicClock.Now);
    }

    /// <summary>Frames for <see cref="FrameBurst"/>; <see cref="NoteSent"/> must follow each that was sent.</summary>
    internal List<byte[]> Frames(IEnumerable<byte[]> pdus) => [.. pdus.Select(pdu => IsisBenchPdus.Frame(_mac, pdu))];

    /// <summary>An LSP was sent past this object.</summary>
    internal void NoteSent(byte[] pdu, Instant now)
    {
        Know(pdu);
        _unacknowledged[LspHeader.Read(pdu).Id] = now + s_again;
        _againAt = Instant.Min(_againAt, now + s_again);
    }

    internal void HandleTimer(Instant now)
    {
        if (_helloAt <= now)
        {
            SendHello(now);
        }

        if (_acknowledgeAt <= now)
        {
            _acknowledgeAt = Instant.Never;
            SendEntries([.. _toAcknowledge.Values.OrderBy(entry => entry.Id)]);
            _toAcknowledge.Clear();
        }

        if (_againAt <= now)
        {
            SendAgain(now);
        }

        if (_describeAt <= now)
        {
            _describeAt = now + s_describe;
            Describe();
        }
    }

    public void FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (IsisFrame.TryParse(frame, out EthernetView ethernet, out ReadOnlySpan<byte> octets) != IsisFault.None
            || ethernet.Source == _mac
            || IsisPdu.TryParse(octets, out IsisPdu pdu) != IsisFault.None)
        {
            return;
        }

        Instant now = MonotonicClock.Now;
        switch (pdu.Type)
        {
            case IsisPduType.PointToPointHello:
                TakeHello(now, pdu);
                break;
            case IsisPduType.Level2LinkState:
                TakeLsp(now, pdu);
                break;
            case IsisPduType.Level2CompleteSequence or IsisPduType.Level2PartialSequence:
                TakeEntries(pdu);
                break;
            default:
                break;
        }
    }

    public void Dispose()
    {
        _loop.Remove(_socket.Descriptor);
        _socket.Dispose();
        _sender.Dispose();
        _batch.Dispose();
    }

    private void Receive()
    {
        while (_socket.Receive(_batch, this) == ReceiveBatch.Capacity)
        {
        }
    }

    private void Send(ReadOnlySpan<byte> pdu) => _sender.Send(_interface, VlanId.Untagged, IsisBenchPdus.Frame(_mac, pdu));

    private void SendHello(Instant now)
    {
        _helloAt = now + s_hello;
        byte[] buffer = new byte[IsisFrame.MaximumPduLength];
        IsisPduWriter writer = new(buffer, new PointToPointHelloHeader(IsisLevels.Level2, _self.SystemId, HoldingTime, 1));
        Span<byte> value = stackalloc byte[16];
        bool hears = _state != AdjacencyState.Down;
        ThreeWayAdjacency threeWay = new(_state, CircuitId, hears ? _neighbor : null, hears ? _neighborCircuit : null);
        writer.Add(IsisTlvType.ThreeWayAdjacency, value[..threeWay.Write(value)]);
        writer.Add(IsisTlvType.AreaAddresses, IsisBenchPdus.Area);
        writer.Add(IsisTlvType.ProtocolsSupported, IsisBenchPdus.Protocols);
        writer.Add(IsisTlvType.Ipv4InterfaceAddresses, value[.._self.Loopback4.Write(value)]);
        writer.Add(IsisTlvType.Ipv6InterfaceAddresses, value[..IpAddress.LinkLocalFor(_mac).Write(value)]);
        Send(writer.Finish());
    }

    private void TakeHello(Instant now, IsisPdu pdu)
    {
        PointToPointHelloHeader header = PointToPointHelloHeader.Read(pdu);
        AdjacencyState before = _state;
        ThreeWayAdjacency theirs = default;
        bool isThreeWay = pdu.Tlvs.TryFind(IsisTlvType.ThreeWayAdjacency, out ReadOnlySpan<byte> value) && ThreeWayAdjacency.TryRead(value, out theirs);
        bool hearsUs = !isThreeWay || theirs.Neighbor == _self.SystemId;
        _neighbor = header.Source;
        _neighborCircuit = theirs.CircuitId ?? 0;
        _state = hearsUs ? AdjacencyState.Up : AdjacencyState.Initializing;
        if (_state == before)
        {
            return;
        }

        _helloAt = now;
        if (IsUp)
        {
            // The description first: what the neighbour lacks it asks for; what it never asks for is sent with it.
            _describeAt = now;
            foreach (LspId id in _database.Keys)
            {
                _unacknowledged[id] = now + TimeSpan.FromSeconds(1);
            }

            _againAt = now + TimeSpan.FromSeconds(1);
        }
    }

    private void TakeLsp(Instant now, IsisPdu pdu)
    {
        LspHeader header = LspHeader.Read(pdu);
        bool isKnown = _database.TryGetValue(header.Id, out byte[]? before);
        if (header.Id.System != _neighbor)
        {
            Relayed++;
            RelayedAgain += isKnown && LspHeader.Read(before).Sequence >= header.Sequence ? 1 : 0;
        }

        if (!isKnown || LspHeader.Read(before).Sequence < header.Sequence)
        {
            _database[header.Id] = pdu.Bytes.ToArray();
        }

        _toAcknowledge[header.Id] = header.Entry;
        _acknowledgeAt = Instant.Min(_acknowledgeAt, now + s_acknowledge);
    }

    /// <summary>Acknowledgements, and requests: older versions than ours are sent.</summary>
    private void TakeEntries(IsisPdu pdu)
    {
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type != IsisTlvType.LspEntries)
            {
                continue;
            }

            foreach (LspEntry entry in new LspEntryList(tlv.Value))
            {
                if (!_database.TryGetValue(entry.Id, out byte[]? known))
                {
                    continue;
                }

                uint sequence = LspHeader.Read(known).Sequence;
                if (entry.Sequence >= sequence)
                {
                    _unacknowledged.Remove(entry.Id);
                }
                else if (pdu.Type == IsisPduType.Level2PartialSequence)
                {
                    Flood(known);
                }
            }
        }
    }

    private void SendAgain(Instant now)
    {
        _againAt = Instant.Never;
        int sent = 0;
        foreach ((LspId id, Instant due) in _unacknowledged.OrderBy(item => item.Key).ToArray())
        {
            if (due > now)
            {
                _againAt = Instant.Min(_againAt, due);
            }
            else if (sent++ < AgainBurst)
            {
                SentAgain++;
                Flood(_database[id]);
            }
            else
            {
                _againAt = Instant.Min(_againAt, now + s_againInterval);
            }
        }
    }

    private void SendEntries(List<LspEntry> entries)
    {
        byte[] buffer = new byte[IsisFrame.MaximumPduLength];
        Span<byte> octets = stackalloc byte[LspEntry.Length];
        foreach (LspEntry[] part in entries.Chunk(EntriesPerPdu))
        {
            IsisPduWriter writer = new(buffer, IsisPduType.Level2PartialSequence, new PartialSequenceHeader(new IsisNodeId(_self.SystemId, 0)));
            foreach (LspEntry entry in part)
            {
                writer.Append(IsisTlvType.LspEntries, octets[..entry.Write(octets)]);
            }

            Send(writer.Finish());
        }
    }

    private void Describe()
    {
        byte[] buffer = new byte[IsisFrame.MaximumPduLength];
        Span<byte> octets = stackalloc byte[LspEntry.Length];
        LspEntry[] all = [.. _database.Values.Select(pdu => LspHeader.Read(pdu).Entry)];
        LspId first = LspId.Lowest;
        int done = 0;
        do
        {
            LspEntry[] part = [.. all.Skip(done).Take(EntriesPerPdu)];
            done += part.Length;
            LspId last = done == all.Length ? LspId.Highest : part[^1].Id;
            IsisPduWriter writer = new(
                buffer, IsisPduType.Level2CompleteSequence, new CompleteSequenceHeader(new IsisNodeId(_self.SystemId, 0), first, last));
            foreach (LspEntry entry in part)
            {
                writer.Append(IsisTlvType.LspEntries, octets[..entry.Write(octets)]);
            }

            Send(writer.Finish());
            first = new LspId(last.Value + 1);
        }
        while (done < all.Length);
    }
}
