using System.Globalization;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Sends 64-octet UDP frames as fast as one processor can through two leaves in turn: one with its daemon, and one whose daemon has built the
/// same and then went away with its packet filter. The receiver's interface counts.
/// </summary>
internal sealed class NodeBenchForward(NodeBenchOptions options)
{
    private const string BarePrefix = NodeBench.Prefix + "bare-";

    // 64 octets on a real wire, whose last four are the frame check sequence.
    private const int FrameLength = 60;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(200);

    private readonly FabricHost _sender = options.Fabric.Hosts[0];

    internal IReadOnlyList<NodeBenchForwardRow> Run() => [.. options.ForwardHosts.SelectMany(Run)];

    private NodeBenchForwardRow[] Run(int hosts)
    {
        FabricHost routed = options.Fabric.Hosts[1];
        FabricHost bridged = options.Fabric.Hosts[2];
        NodeBenchCrowd[] crowds = [new(routed.Subnet, AddressFamily.Ipv4, hosts), new(bridged.Subnet, AddressFamily.Ipv4, hosts)];
        using NodeBenchRig weft = NodeBenchRig.Build(options, NodeBench.Prefix);
        using NodeBenchRig bare = NodeBenchRig.Build(options, BarePrefix);
        using (NodeBenchDaemon passing = Prepare(bare, routed, bridged, crowds))
        {
            passing.Kill();
        }

        bare.RemoveFilter();
        using NodeBenchDaemon daemon = Prepare(weft, routed, bridged, crowds);
        MacAddress svi = bare.LeafMac($"vlan{_sender.Subnet.Vlan}");
        return
        [
            Measure("routed", weft, bare, routed, Frames(crowds[0], _ => _sender.Subnet.GatewayMac4), Frames(crowds[0], _ => svi)),
            Measure("bridged", weft, bare, bridged, Frames(crowds[1], crowds[1].Mac), Frames(crowds[1], crowds[1].Mac)),
        ];
    }

    private NodeBenchDaemon Prepare(NodeBenchRig rig, FabricHost routed, FabricHost bridged, NodeBenchCrowd[] crowds)
    {
        NodeBenchDaemon daemon = NodeBenchDaemon.Start(options, rig.Leaf);
        NodeBenchLearn.Teach(rig, routed, crowds[0], out _);
        NodeBenchLearn.Teach(rig, bridged, crowds[1], out _);
        return daemon;
    }

    private NodeBenchForwardRow Measure(string path, NodeBenchRig weft, NodeBenchRig bare, FabricHost receiver, byte[][] toWeft, byte[][] toBare)
    {
        List<NodeBenchPair> pairs = [];
        List<double> without = [];
        for (int i = 0; i < options.Pairs; i++)
        {
            options.Progress?.Invoke($"forwarding, {path}, {toWeft.Length} hosts, pair {i + 1} of {options.Pairs}");
            without.Add(Blast(weft, options.Fabric.Hosts[1], NodeBenchRig.Aside, toBare));

            // Whatever drifts while the pairs go on meets both alike.
            double first = i % 2 == 0 ? Blast(weft, receiver, LabTopologyBuilder.HostInterface, toWeft) : 0;
            double plain = Blast(bare, receiver, LabTopologyBuilder.HostInterface, toBare);
            pairs.Add(new NodeBenchPair(i % 2 == 0 ? first : Blast(weft, receiver, LabTopologyBuilder.HostInterface, toWeft), plain));
        }

        NodeBenchFigure cable = NodeBenchFigure.Of(without);
        return new NodeBenchForwardRow(
            path,
            toWeft.Length,
            NodeBenchFigure.Of(pairs.Select(pair => pair.Weft)),
            NodeBenchFigure.Of(pairs.Select(pair => pair.Bare)),
            cable,
            NodeBenchFigure.Of(pairs.Select(pair => pair.Ratio)),
            NodeBenchFigure.Of(pairs.Select(pair => pair.LeafRatio(cable.Median))));
    }

    /// <summary>Packets per second that arrive.</summary>
    private double Blast(NodeBenchRig rig, FabricHost receiver, string name, byte[][] frames)
    {
        using FrameBurst burst = NetworkNamespace.Run(rig.NamespaceOf(_sender), () => new FrameBurst(InterfaceIndex.Of(name), frames));
        string at = rig.NamespaceOf(receiver);
        Blast(burst, s_warmUp);
        long countBefore = Received(at, name);
        long before = Clock.Now;
        Blast(burst, options.RunLength);
        TimeSpan took = TimeSpan.FromTicks(Clock.Now - before);
        return (Received(at, name) - countBefore) / took.TotalSeconds;
    }

    private static void Blast(FrameBurst burst, TimeSpan length)
    {
        long end = Clock.Now + length.Ticks;
        for (int next = 0; Clock.Now < end; next = next >= burst.Count ? 0 : next)
        {
            next += burst.Send(next, FrameBurst.CallLength);
        }
    }

    // "eth0: octets packets …": what was received comes first.
    private static long Received(string inNamespace, string name) => NetworkNamespace.Run(inNamespace, () =>
    {
        string line = File.ReadLines("/proc/thread-self/net/dev").First(item => item.AsSpan().Trim().StartsWith(name + ":"));
        string[] columns = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(columns[1], CultureInfo.InvariantCulture);
    });

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
