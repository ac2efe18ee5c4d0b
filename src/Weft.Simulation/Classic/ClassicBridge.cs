using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The bridging of one node of a classic network: learns, forwards and floods in each VLAN along the spanning tree.</summary>
internal sealed class ClassicBridge(ClassicNode node, bool filtersGateways)
{
    private readonly Dictionary<PortIndex, LogicalPort> _ports = [];
    private PortIndex _peerPort = PortIndex.None;

    /// <summary>The cable to the other one of a pair.</summary>
    public void SetPeerPort(PortIndex port) => _peerPort = port;

    public void Add(PortIndex port, LogicalPort logical) => _ports[port] = logical;

    /// <summary>A frame of a VLAN comes in at a port.</summary>
    public void Receive(Instant now, PortIndex port, VlanId vlan, ReadOnlySpan<byte> frame)
    {
        bool isFromPeer = port == _peerPort;
        LogicalPort? from = isFromPeer ? null : _ports[port];
        if (from is not null)
        {
            if (!from.Forwards || !Passes(from, frame))
            {
                return;
            }

            MacAddress source = MacAddress.Read(frame[MacAddress.Length..]);
            if (!node.Router.IsOwn(vlan, source))
            {
                node.Bridge.Macs.Learn(now, vlan, source, from);
            }
        }

        if (!node.Router.Receive(now, vlan, frame))
        {
            Forward(now, from, isFromPeer, vlan, frame);
        }
    }

    /// <summary>The node itself sends a frame into a VLAN.</summary>
    public void Send(Instant now, VlanId vlan, ReadOnlySpan<byte> frame) => Forward(now, null, isFromPeer: false, vlan, frame);

    private void Forward(Instant now, LogicalPort? from, bool isFromPeer, VlanId vlan, ReadOnlySpan<byte> frame)
    {
        MacAddress destination = MacAddress.Read(frame);
        if (!destination.IsGroup)
        {
            if (node.Bridge.PeerOf(node) is ClassicNode peer && peer.Mac == destination)
            {
                ToPeer(isFromPeer, vlan, frame);
                return;
            }

            if (node.Bridge.Macs.Find(now, vlan, destination) is LogicalPort known)
            {
                if (known != from)
                {
                    Send(known, isFromPeer, vlan, frame);
                }

                return;
            }
        }

        foreach (LogicalPort port in node.Bridge.Ports)
        {
            // What came over the pair's own cable has left by every port that the other one has, too.
            bool isDone = isFromPeer && port.IsLiveAt(node.Bridge.PeerOf(node)!);
            if (port != from && !isDone && port.IsLiveAt(node))
            {
                Transmit(port, vlan, frame);
            }
        }

        ToPeer(isFromPeer, vlan, frame);
    }

    private void Send(LogicalPort port, bool isFromPeer, VlanId vlan, ReadOnlySpan<byte> frame)
    {
        if (port.IsLiveAt(node))
        {
            Transmit(port, vlan, frame);
        }
        else
        {
            ToPeer(isFromPeer, vlan, frame);
        }
    }

    private void Transmit(LogicalPort port, VlanId vlan, ReadOnlySpan<byte> frame)
    {
        PortIndex chosen = port.Choose(node, frame);
        if (port.Forwards && !chosen.IsNone && Passes(port, frame) && node.VlanTagAt(chosen, vlan) is VlanId tag)
        {
            node.Transmit(chosen, tag, frame);
        }
    }

    private void ToPeer(bool isFromPeer, VlanId vlan, ReadOnlySpan<byte> frame)
    {
        if (!isFromPeer && !_peerPort.IsNone)
        {
            node.Transmit(_peerPort, vlan, frame);
        }
    }

    /// <summary>False for frames of gateways at a filtered interconnect: what they send from a virtual MAC, what is sent to one, and their election.</summary>
    private bool Passes(LogicalPort port, ReadOnlySpan<byte> frame)
    {
        if (!filtersGateways || !port.IsInterconnect)
        {
            return true;
        }

        MacAddress destination = MacAddress.Read(frame);
        return !destination.IsVirtualRouter && !MacAddress.Read(frame[MacAddress.Length..]).IsVirtualRouter
            && destination != VrrpCodePoints.GroupMac4 && destination != VrrpCodePoints.GroupMac6;
    }
}
