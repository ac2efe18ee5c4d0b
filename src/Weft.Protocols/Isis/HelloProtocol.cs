using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Hellos and the adjacency on each point-to-point circuit (ISO 10589 clause 8.2, RFC 5303, restart: RFC 8706).</summary>
internal sealed class HelloProtocol(IsisState state)
{
    private readonly ReplayGuard _replays = new(state);

    /// <summary>Takes a hello. <paramref name="before"/> is the neighbour as it was known until now.</summary>
    public AdjacencyChange Receive(Instant now, Circuit circuit, MacAddress source, IsisPdu pdu, IIsisEffects effects, out Neighbor before)
    {
        before = circuit.Neighbor;
        state.Counters.Increment(IsisCounter.HellosReceived);
        PointToPointHelloHeader header = PointToPointHelloHeader.Read(pdu);
        if (!IsAcceptable(now, circuit, header, effects)
            || !_replays.IsFromMaker(now, circuit, source, pdu.Tlvs, effects)
            || !IsOfOurArea(now, circuit, pdu.Tlvs, effects)
            || !ReadThreeWay(circuit, pdu, out ThreeWayAdjacency? threeWay))
        {
            return AdjacencyChange.None;
        }

        bool hasSignal = pdu.Tlvs.TryFind(IsisTlvType.Restart, out ReadOnlySpan<byte> value) & RestartSignal.TryRead(value, out RestartSignal signal);
        AdjacencyState own = circuit.State;

        // A copy of an old hello must not take a link away that is in use; who really begins anew goes through state down.
        bool isStarting = hasSignal && signal.IsSuppressing && (own != AdjacencyState.Up || before.IsStarting);
        Neighbor neighbor = new(header.Source, source, ReadLinkLocal(circuit, pdu.Tlvs), threeWay?.CircuitId, RunsBfd(pdu.Tlvs), isStarting, MultiTopology.Read(pdu.Tlvs));
        AdjacencyState next = ThreeWayTable.Next(own, threeWay?.State);
        next = next == AdjacencyState.Up && own != AdjacencyState.Up && circuit.AwaitsLiveness(neighbor) ? AdjacencyState.Initializing : next;
        bool helpsRestart = hasSignal && signal.IsRequest && own == AdjacencyState.Up;
        bool isHelped = hasSignal && signal.IsAcknowledgement && signal.Neighbor == state.Self && circuit.IsRestarting;
        if (!helpsRestart && _replays.IsDoubtful(now, circuit, threeWay?.State))
        {
            return AdjacencyChange.None;
        }

        circuit.DoubtUntil = helpsRestart ? circuit.DoubtUntil : Instant.Never;
        circuit.IsHelped |= isHelped;
        if (helpsRestart || (isHelped && threeWay?.Neighbor == state.Self && own == AdjacencyState.Down))
        {
            next = AdjacencyState.Up;
        }

        NoteDeafness(now, circuit, next, threeWay?.State, effects);
        next = neighbor.LinkLocal.IsLinkLocal ? next : LimitWithoutAddress(now, circuit, next, effects);
        bool isKept = isHelped && own == AdjacencyState.Down && next == AdjacencyState.Up;

        circuit.Neighbor = next == AdjacencyState.Down ? default : neighbor;
        circuit.HoldUntil = next == AdjacencyState.Down ? Instant.Never : _replays.HoldUntil(now, circuit, TimeSpan.FromSeconds(header.HoldingTime));
        Enter(now, circuit, next);
        if (own != next || helpsRestart || (own == AdjacencyState.Down && threeWay?.State == AdjacencyState.Up))
        {
            HelloSignal answer = helpsRestart ? HelloSignal.Acknowledgement : next == AdjacencyState.Up ? HelloSignal.None : HelloSignal.Request;
            Send(now, circuit, answer, effects);
        }

        if (next != AdjacencyState.Down && circuit.Plan.Bfd is not null)
        {
            effects.NeighborHeard(now, circuit.Port, neighbor.LinkLocal, source);
        }

        return isKept ? AdjacencyChange.KeptByNeighbor : Classify(own, next, helpsRestart, before, neighbor);
    }

    /// <summary>Takes the adjacency down for a reason of our own; returns whether it was up.</summary>
    public static bool TakeDown(Instant now, Circuit circuit)
    {
        bool wasUp = circuit.IsUp;
        Enter(now, circuit, AdjacencyState.Down);
        circuit.Neighbor = default;
        circuit.HoldUntil = circuit.DoubtUntil = Instant.Never;
        return wasUp;
    }

    /// <summary>The neighbour that is said to have begun anew did not object: the handshake begins anew, too.</summary>
    public void EndDoubt(Instant now, Circuit circuit, IIsisEffects effects)
    {
        circuit.DoubtUntil = Instant.Never;
        Enter(now, circuit, AdjacencyState.Initializing);
        Send(now, circuit, HelloSignal.Request, effects);
    }

    /// <summary>Sends a hello now and plans the next one; while the restart is not over, soon. A request that is not due is left out.</summary>
    public void Send(Instant now, Circuit circuit, HelloSignal signal, IIsisEffects effects) =>
        Send(now, circuit, signal, state.Timers.HelloInterval * state.Timers.HelloMultiplier, effects);

    /// <summary>The last hello before an orderly stop: until the next life speaks, the neighbour has longer patience.</summary>
    public void SendLast(Instant now, Circuit circuit, IIsisEffects effects) =>
        Send(now, circuit, HelloSignal.None, IsisLimits.StopAllowance, effects);

    private void Send(Instant now, Circuit circuit, HelloSignal signal, TimeSpan hold, IIsisEffects effects)
    {
        bool isPressing = circuit.IsRestarting && circuit.State != AdjacencyState.Down && state.Timers.HelloInterval > IsisLimits.RestartInterval;
        TimeSpan interval = isPressing ? IsisLimits.RestartInterval : state.Timers.HelloInterval;
        circuit.HelloAt = now + state.Random.Jitter(interval);
        ushort holdSeconds = (ushort)Math.Clamp(Math.Ceiling(hold.TotalSeconds), 1, ushort.MaxValue);
        IsisPduWriter writer = new(
            state.PduBuffer, new PointToPointHelloHeader(state.Codes.Level, state.Self, holdSeconds, (byte)(circuit.Index + 1)));
        writer.AddAuthentication(state.Link.Chain?.Send);
        Span<byte> value = stackalloc byte[16];
        bool hears = circuit.State != AdjacencyState.Down;
        ThreeWayAdjacency threeWay = new(
            circuit.State, circuit.CircuitId, hears ? circuit.Neighbor.System : null, hears ? circuit.Neighbor.CircuitId : null);
        writer.Add(IsisTlvType.ThreeWayAdjacency, value[..threeWay.Write(value)]);
        CommonTlvs.AddAreaAndProtocols(ref writer);
        if (state.IsMultiTopology)
        {
            MultiTopology.Add(ref writer, isOverloaded: false);
        }

        writer.Add(IsisTlvType.Ipv4InterfaceAddresses, value[..state.Plan.Node.Loopback4.Write(value)]);
        writer.Add(IsisTlvType.Ipv6InterfaceAddresses, value[..circuit.Status.LinkLocal.Write(value)]);
        if (state.Link.Chain is not null)
        {
            writer.Add(IsisTlvType.Experimental, value[..SourceSignature.Write(circuit.Status.Mac, value)]);
        }

        if (circuit.Plan.Bfd is not null)
        {
            writer.Add(IsisTlvType.BfdEnabled, value[..BfdEnabled.WriteIpv6(value)]);
        }

        if (signal == HelloSignal.Acknowledgement)
        {
            RestartSignal acknowledgement = RestartSignal.Acknowledgement(holdSeconds, circuit.Neighbor.System);
            writer.Add(IsisTlvType.Restart, value[..acknowledgement.Write(value)]);
        }
        else if (state.IsStartingCold && circuit.IsRestarting)
        {
            writer.Add(IsisTlvType.Restart, value[..RestartSignal.Suppress.Write(value)]);
        }
        else if (signal == HelloSignal.Request && circuit.IsRestarting)
        {
            writer.Add(IsisTlvType.Restart, value[..RestartSignal.Request.Write(value)]);
        }

        // Only a link that carries whole LSPs both ways brings an adjacency up (ISO 10589 clause 8.2.3); after that hellos are short.
        if (!circuit.IsUp)
        {
            writer.PadTo(circuit.Status.Mtu - LlcHeader.Length);
        }

        state.Counters.Increment(IsisCounter.HellosSent);
        state.Send(circuit, writer.Finish().Length, effects);
    }

    private bool IsAcceptable(Instant now, Circuit circuit, PointToPointHelloHeader header, IIsisEffects effects)
    {
        if (state.IsOwn(header.Source))
        {
            state.Counters.Increment(IsisCounter.OwnSystemId);
            state.Throttle.Raise(now, IsisAlarmReason.DuplicateSystemId, circuit.Plan.Name, effects);
            return false;
        }

        if ((header.Levels & state.Codes.Level) == 0)
        {
            state.Counters.Increment(IsisCounter.LevelMismatch);
            state.Throttle.Raise(now, IsisAlarmReason.LevelMismatch, circuit.Plan.Name, effects);
            return false;
        }

        // A second speaker cannot push a living neighbour out; it gets its turn when the holding time is over.
        if (circuit.State != AdjacencyState.Down && circuit.Neighbor.System != header.Source)
        {
            state.Counters.Increment(IsisCounter.SecondNeighbor);
            state.Throttle.Raise(now, IsisAlarmReason.SecondNeighbor, circuit.Plan.Name, effects);
            return false;
        }

        return true;
    }

    /// <summary>Level 1 stays inside of an area: neighbours have one in common (ISO 10589 clause 8.2.4.2 a). At level 2 any will do.</summary>
    private bool IsOfOurArea(Instant now, Circuit circuit, TlvSequence tlvs, IIsisEffects effects)
    {
        if (state.Codes.Level != IsisLevels.Level1 || CommonTlvs.NamesOurArea(tlvs))
        {
            return true;
        }

        state.Counters.Increment(IsisCounter.AreaMismatch);
        state.Throttle.Raise(now, IsisAlarmReason.AreaMismatch, circuit.Plan.Name, effects);
        return false;
    }

    private bool ReadThreeWay(Circuit circuit, IsisPdu pdu, out ThreeWayAdjacency? threeWay)
    {
        threeWay = null;
        if (!pdu.Tlvs.TryFind(IsisTlvType.ThreeWayAdjacency, out ReadOnlySpan<byte> value))
        {
            return true;
        }

        if (!ThreeWayAdjacency.TryRead(value, out ThreeWayAdjacency read))
        {
            state.Counters.Increment(IsisCounter.BadThreeWay);
            return false;
        }

        // RFC 5303 section 3.2: a hello that names another system or circuit is not for us.
        if ((read.Neighbor is SystemId named && named != state.Self)
            || (read.NeighborCircuitId is uint circuitId && circuitId != circuit.CircuitId))
        {
            state.Counters.Increment(IsisCounter.HellosForOthers);
            return false;
        }

        threeWay = read;
        return true;
    }

    /// <summary>A neighbour that is heard for a holding time and hears nothing: what is sent does not fit, or the link has one direction.</summary>
    private void NoteDeafness(Instant now, Circuit circuit, AdjacencyState next, AdjacencyState? received, IIsisEffects effects)
    {
        bool isDeaf = circuit.State == AdjacencyState.Initializing && next == AdjacencyState.Initializing && received == AdjacencyState.Down;
        if (isDeaf && now >= circuit.Since + (state.Timers.HelloInterval * state.Timers.HelloMultiplier))
        {
            state.Counters.Increment(IsisCounter.NotHeard);
            state.Throttle.Raise(now, IsisAlarmReason.NotHeard, circuit.Plan.Name, effects);
        }
    }

    private static bool RunsBfd(TlvSequence tlvs) => tlvs.TryFind(IsisTlvType.BfdEnabled, out ReadOnlySpan<byte> value) && BfdEnabled.NamesIpv6(value);

    /// <summary>An address that was known stays good when the neighbour stops naming it: frames go to its MAC.</summary>
    private static IpAddress ReadLinkLocal(Circuit circuit, TlvSequence tlvs)
    {
        foreach (Tlv tlv in tlvs)
        {
            if (tlv.Type != IsisTlvType.Ipv6InterfaceAddresses)
            {
                continue;
            }

            foreach (IpAddress address in new IpAddressList(tlv.Value, AddressFamily.Ipv6))
            {
                if (address.IsLinkLocal)
                {
                    return address;
                }
            }
        }

        return circuit.State == AdjacencyState.Down ? IpAddress.Ipv6Any : circuit.Neighbor.LinkLocal;
    }

    /// <summary>Without an address on the link the neighbour is no gateway for routes of either family: not up before it names one.</summary>
    private AdjacencyState LimitWithoutAddress(Instant now, Circuit circuit, AdjacencyState next, IIsisEffects effects)
    {
        if (next != AdjacencyState.Up)
        {
            return next;
        }

        state.Counters.Increment(IsisCounter.NoLinkLocal);
        state.Throttle.Raise(now, IsisAlarmReason.NoLinkLocal, circuit.Plan.Name, effects);
        return AdjacencyState.Initializing;
    }

    private static void Enter(Instant now, Circuit circuit, AdjacencyState next)
    {
        if (circuit.State != next)
        {
            circuit.State = next;
            circuit.Since = now;
        }
    }

    private static AdjacencyChange Classify(AdjacencyState own, AdjacencyState next, bool helpsRestart, in Neighbor before, in Neighbor after)
    {
        if (own != AdjacencyState.Up)
        {
            return next == AdjacencyState.Up ? AdjacencyChange.CameUp : AdjacencyChange.None;
        }

        if (next != AdjacencyState.Up)
        {
            return AdjacencyChange.WentDown;
        }

        if (before.LinkLocal != after.LinkLocal || before.Mac != after.Mac)
        {
            return AdjacencyChange.Moved;
        }

        if (before.IsStarting && !after.IsStarting)
        {
            return AdjacencyChange.Joined;
        }

        return helpsRestart ? AdjacencyChange.NeighborAsksForDatabase
            : before.Topologies != after.Topologies ? AdjacencyChange.TopologiesChanged
            : AdjacencyChange.None;
    }
}
