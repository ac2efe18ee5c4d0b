using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Sends 64-octet UDP frames as fast as one processor can, by turns through two leaves: one with its daemon, and one whose daemon has built the
/// same and then went away with its packet filter. The receiver's interface counts.
/// </summary>
internal sealed class NodeBenchForward(NodeBenchOptions options)
{
    private const string BarePrefix = NodeBench.Prefix + "bare-";

    // 64 octets on a real wire, whose last four are the frame check sequence.
    private const int FrameLength = 60;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(40);

    private readonly FabricHost _sender = options.Fabric.Hosts[0];

    /// <summary>What the daemon said of its fast path.</summary>
    internal string? FastPath { get; private set; }

    internal IReadOnlyList<NodeBenchForwardRow> Run() => [.. options.ForwardHosts.SelectMany(Run)];

    private NodeBenchForwardRow[] Run(int hosts)
    {
        FabricHost routed = options.Fabric.Hosts[1];
        FabricHost bridged = options.Fabric.Hosts[2];
        NodeBenchCrowd[] crowds = [new(routed.Subnet, AddressFamily.Ipv4, hosts), new(bridged.Subnet, AddressFamily.Ipv4, hosts)];
        using NodeBenchRig weft = NodeBenchRig.Build(options, NodeBench.Prefix);
        using NodeBenchRig bare = NodeBenchRig.Build(options, BarePrefix);

        // A fast path would stay at the ports, without effect but not without cost.
        using (NodeBenchDaemon passing = Prepare(options with { FastPath = false }, bare, routed, bridged, crowds))
        {
            passing.Kill();
        }

        bare.RemoveFilter();
        using NodeBenchDaemon daemon = Prepare(options, weft, routed, bridged, crowds);
        FastPath = daemon.AwaitFastPath();
        MacAddress svi = bare.LeafMac($"vlan{_sender.Subnet.Vlan}");
        return
        [
            Measure("routed", hosts, weft, bare, routed, Frames(crowds[0], _ => _sender.Subnet.GatewayMac4), Frames(crowds[0], _ => svi)),
            Measure("bridged", hosts, weft, bare, bridged, Frames(crowds[1], crowds[1].Mac), Frames(crowds[1], crowds[1].Mac)),
        ];
    }

    private static NodeBenchDaemon Prepare(NodeBenchOptions options, NodeBenchRig rig, FabricHost routed, FabricHost bridged, NodeBenchCrowd[] crowds)
    {
        NodeBenchDaemon daemon = NodeBenchDaemon.Start(options, rig.Leaf);
        NodeBenchLearn.Teach(rig, routed, crowds[0], out _);
        NodeBenchLearn.Teach(rig, bridged, crowds[1], out _);
        return daemon;
    }

    private NodeBenchForwardRow Measure(string path, int hosts, NodeBenchRig weft, NodeBenchRig bare, FabricHost receiver, byte[][] toWeft, byte[][] toBare)
    {
        using NodeBenchLane throughWeft = Open(weft, receiver, LabTopologyBuilder.HostInterface, toWeft);
        using NodeBenchLane throughBare = Open(bare, receiver, LabTopologyBuilder.HostInterface, toBare);
        using NodeBenchLane aside = Open(weft, options.Fabric.Hosts[1], NodeBenchRig.Aside, toBare);
        NodeBenchLane[] lanes = [throughWeft, throughBare, aside];
        List<NodeBenchPair> pairs = [];
        List<double> without = [];
        Drive(lanes, s_warmUp);
        for (int i = 0; i < options.Pairs; i++)
        {
            options.Progress?.Invoke($"forwarding, {path}, {hosts} hosts, pair {i + 1} of {options.Pairs}");
            Drive(lanes, options.RunLength);
            pairs.Add(new NodeBenchPair(throughWeft.TakeRate(), throughBare.TakeRate()));
            without.Add(aside.TakeRate());
        }

        NodeBenchFigure cable = NodeBenchFigure.Of(without);
        return new NodeBenchForwardRow(
            path,
            hosts,
            NodeBenchFigure.Of(pairs.Select(pair => pair.Weft)),
            NodeBenchFigure.Of(pairs.Select(pair => pair.Bare)),
            cable,
            NodeBenchFigure.Of(pairs.Select(pair => pair.Ratio)),
            NodeBenchFigure.Of(pairs.Select((pair, i) => pair.LeafRatio(without[i]))));
    }

    private NodeBenchLane Open(NodeBenchRig rig, FabricHost receiver, string name, byte[][] frames) =>
        NodeBenchLane.Open(rig.NamespaceOf(_sender), rig.NamespaceOf(receiver), name, frames);

    /// <summary>Uses each lane for so long in all, in short turns: whatever else the machine does meets all lanes alike.</summary>
    private static void Drive(NodeBenchLane[] lanes, TimeSpan length)
    {
        foreach (NodeBenchLane lane in lanes)
        {
            lane.Restart();
        }

        for (TimeSpan driven = TimeSpan.Zero; driven < length; driven += s_turn)
        {
            foreach (NodeBenchLane lane in lanes)
            {
                lane.Blast(s_turn);
            }
        }
    }

    /// <summary>A packet to each host of a crowd, at least as many as one call sends.</summary>
    private byte[][] Frames(NodeBenchCrowd crowd, Func<int, MacAddress> destination)
    {
        int count = Math.Max(crowd.Count, FrameBurst.CallLength);
        return [.. Enumerable.Range(0, count).Select(i => Frame(crowd.Address(i % crowd.Count), destination(i % crowd.Count)))];
    }

    private byte[] Frame(IpAddress address, MacAddress destination)
    {
        byte[] frame = new byte[FrameLength];
        IpAddress source = _sender.Addresses.First(item => item.Address.IsIpv4).Address;
        int length = new EthernetHeader(destination, _sender.Mac, EtherType.Ipv4).Write(frame);
        Span<byte> datagram = frame.AsSpan(length + Ipv4Header.Length);
        length += new Ipv4Header(0, 0, Ipv4Header.DoNotFragment, 64, IpProtocol.Udp, source, address).Write(frame.AsSpan(length), datagram.Length);
        new UdpHeader(Traffic.Port, Traffic.Port).Write(frame.AsSpan(length), source, address);
        return frame;
    }
}
