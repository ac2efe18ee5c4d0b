using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Node;

/// <summary>One thing that happens to a node. Only the fields of its kind are set. Frames are borrowed for the call.</summary>
public readonly ref struct NodeInput
{
    public NodeInputKind Kind { get; private init; }

    public PortIndex Port { get; private init; }

    /// <summary>The 802.1Q tag that the frame carried on the wire (0: none); the tag itself is not in <see cref="Frame"/>.</summary>
    public VlanId Tag { get; private init; }

    /// <summary>The untagged Ethernet frame, without FCS; the payload of a datagram.</summary>
    public ReadOnlySpan<byte> Frame { get; private init; }

    public PortStatus Status { get; private init; }

    public FirstPacket FirstPacket { get; private init; }

    public ForeignRoute ForeignRoute { get; private init; }

    public AdoptedBinding Adopted { get; private init; }

    public AddressGrant Grant { get; private init; }

    public Datagram Datagram { get; private init; }

    public HostExpectation Expectation { get; private init; }

    public ShutPortRow Shut { get; private init; }

    public IsisKeys? Keys { get; private init; }

    /// <summary>True to give way, false to serve.</summary>
    public bool IsDrained { get; private init; }

    /// <summary>True where the node takes up what it was in its earlier life.</summary>
    public bool IsAtOnce { get; private init; }

    public static NodeInput Timer() => new() { Kind = NodeInputKind.Timer };

    public static NodeInput Received(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) =>
        new() { Kind = NodeInputKind.Frame, Port = port, Tag = tag, Frame = frame };

    public static NodeInput PortChanged(PortIndex port, in PortStatus status) =>
        new() { Kind = NodeInputKind.Port, Port = port, Status = status };

    public static NodeInput Saw(in FirstPacket packet) => new() { Kind = NodeInputKind.FirstPacket, Port = packet.Port, FirstPacket = packet };

    public static NodeInput RouteChanged(in ForeignRoute route) => new() { Kind = NodeInputKind.ForeignRoute, ForeignRoute = route };

    public static NodeInput KeysReplaced(IsisKeys keys) => new() { Kind = NodeInputKind.Keys, Keys = keys };

    public static NodeInput Drained(bool drained, bool atOnce) => new() { Kind = NodeInputKind.Drain, IsDrained = drained, IsAtOnce = atOnce };

    public static NodeInput DatagramReceived(in Datagram datagram, ReadOnlySpan<byte> payload) =>
        new() { Kind = NodeInputKind.Datagram, Datagram = datagram, Frame = payload };

    public static NodeInput StartedCold() => new() { Kind = NodeInputKind.ColdStart };

    public static NodeInput Stopping() => new() { Kind = NodeInputKind.Stop };

    public static NodeInput Found(in AdoptedBinding binding) => new() { Kind = NodeInputKind.AdoptedBinding, Adopted = binding };

    public static NodeInput Expected(in HostExpectation word) => new() { Kind = NodeInputKind.Expectation, Port = word.Port, Expectation = word };

    public static NodeInput StillShut(in ShutPort port) => new() { Kind = NodeInputKind.ShutPort, Port = port.Port, Shut = port.Row };

    public static NodeInput Opened(PortIndex port) => new() { Kind = NodeInputKind.OpenPort, Port = port };

    public static NodeInput Remembered(in AddressGrant grant) => new() { Kind = NodeInputKind.Grant, Grant = grant };
}
