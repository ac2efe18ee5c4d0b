using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What the rest of the engine does when an adjacency changes: tell the node, announce the link, exchange databases, compute paths.</summary>
internal sealed class AdjacencyFollower(
    IsisState state, FloodingProtocol flooding, OwnLspIssuer issuer, Topology topology, SpfSchedule spf)
{
    private static readonly Graph[] _graphs = [Graph.Standard, Graph.Ipv6];

    /// <summary>Follows what a hello did.</summary>
    public void Follow(Instant now, Circuit circuit, AdjacencyChange change, in Neighbor before, IIsisEffects effects)
    {
        switch (change)
        {
            case AdjacencyChange.CameUp:
                AdjacencyUp(now, circuit, AdjacencyReason.HandshakeComplete, effects);
                break;
            case AdjacencyChange.KeptByNeighbor:
                AdjacencyUp(now, circuit, AdjacencyReason.RestartAcknowledged, effects);
                break;
            case AdjacencyChange.WentDown:
                AdjacencyDown(now, circuit, before, AdjacencyReason.NeighborRestarted, effects);
                break;
            case AdjacencyChange.Moved:
                effects.NeighborChanged(circuit.Port, before.System, before.LinkLocal, before.Mac, up: false);
                effects.NeighborChanged(circuit.Port, circuit.Neighbor.System, circuit.Neighbor.LinkLocal, circuit.Neighbor.Mac, up: true);
                effects.Emit(new AdjacencyChanged(circuit.Plan.Name, circuit.Neighbor.System, true, AdjacencyReason.AddressChanged));
                AnnounceLink(now, circuit);
                spf.Trigger(now);
                break;
            case AdjacencyChange.Joined:
                effects.Emit(new AdjacencyChanged(circuit.Plan.Name, circuit.Neighbor.System, true, AdjacencyReason.NeighborReady));
                AnnounceLink(now, circuit);
                spf.Trigger(now);
                break;
            case AdjacencyChange.TopologiesChanged:
                AnnounceLink(now, circuit);
                spf.Trigger(now);
                break;
            case AdjacencyChange.NeighborAsksForDatabase when state.Link.Chain is not null:
                // The request may be a copy of an old one, and must not draw the whole database out again and again.
                FloodingProtocol.Describe(now, circuit);
                break;
            case AdjacencyChange.NeighborAsksForDatabase:
                flooding.Offer(now, circuit);
                break;
            default:
                break;
        }
    }

    /// <summary>Takes an adjacency down for a reason of our own.</summary>
    public void TakeDown(Instant now, Circuit circuit, AdjacencyReason reason, IIsisEffects effects)
    {
        Neighbor before = circuit.Neighbor;
        if (HelloProtocol.TakeDown(now, circuit))
        {
            AdjacencyDown(now, circuit, before, reason, effects);
        }
    }

    /// <summary>
    /// Ends the start: links that an earlier life announced and that have not come up are announced no more, now that no path of this node leads over them. Only prefixes and hosts have to
    /// wait for the grace.
    /// </summary>
    public void EndStart(Instant now)
    {
        foreach (Circuit circuit in state.Circuits)
        {
            EndLeftover(now, circuit);
        }
    }

    /// <summary>A link that an earlier life announced is lost, or announced by this life.</summary>
    public void EndLeftover(Instant now, Circuit circuit)
    {
        issuer.Content.DropLeftoverLinks(circuit);
        issuer.Touch(now);
    }

    /// <summary>Announces every link anew: what they are dearer by is another.</summary>
    public void ReannounceLinks(Instant now)
    {
        foreach (Circuit circuit in state.Circuits)
        {
            if (circuit.IsUp)
            {
                AnnounceLink(now, circuit);
            }
        }
    }

    private void AdjacencyUp(Instant now, Circuit circuit, AdjacencyReason reason, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.AdjacenciesUp);
        Neighbor neighbor = circuit.Neighbor;
        effects.NeighborChanged(circuit.Port, neighbor.System, neighbor.LinkLocal, neighbor.Mac, up: true);
        effects.Emit(new AdjacencyChanged(circuit.Plan.Name, neighbor.System, true, reason));
        AnnounceLink(now, circuit);
        EndLeftover(now, circuit);
        flooding.Start(now, circuit);

        // A neighbour that does not list us yet changes no path; the LSP in which it does will.
        IsisNodeId self = new(state.Self, 0);
        if (topology.Find(new IsisNodeId(neighbor.System, 0)) is { } node && (node.Standard.HasLinkTo(self) || node.Ipv6.HasLinkTo(self)))
        {
            spf.Trigger(now);
        }
    }

    private void AdjacencyDown(Instant now, Circuit circuit, in Neighbor before, AdjacencyReason reason, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.AdjacenciesDown);
        effects.NeighborChanged(circuit.Port, before.System, before.LinkLocal, before.Mac, up: false);
        effects.Emit(new AdjacencyChanged(circuit.Plan.Name, before.System, false, reason));
        circuit.Flood.Clear();
        foreach (Graph graph in _graphs)
        {
            issuer.Content.Remove(OwnEntryKey.ForLink(graph, new IsisNodeId(before.System, 0), circuit.CircuitId));
        }

        issuer.Touch(now);
        spf.Trigger(now);
    }

    private void AnnounceLink(Instant now, Circuit circuit)
    {
        if (circuit.Neighbor.IsStarting)
        {
            return;
        }

        Span<byte> octets = stackalloc byte[LinkCodec.Length];
        int length = LinkCodec.Write(circuit, state.Burden, octets);
        foreach (Graph graph in _graphs)
        {
            OwnEntryKey key = OwnEntryKey.ForLink(graph, new IsisNodeId(circuit.Neighbor.System, 0), circuit.CircuitId);
            if (circuit.Neighbor.Carries(graph) && (graph == Graph.Standard || state.IsMultiTopology))
            {
                issuer.Content.Set(key, octets[..length]);
            }
            else
            {
                issuer.Content.Remove(key);
            }
        }

        issuer.Touch(now);
    }
}
