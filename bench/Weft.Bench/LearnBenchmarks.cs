using BenchmarkDotNet.Attributes;
using Weft.Model;
using Weft.Node;
using Weft.Wire;

namespace Weft.Bench;

/// <summary>A leaf that learns hosts from their ARP frames: the whole node, from the frame to the tables and the LSP.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class LearnBenchmarks
{
    private const int Hosts = 10_000;

    private readonly SilentWorld _world = new();
    private readonly byte[][] _frames = new byte[Hosts][];
    private NodePlan _plan = null!;
    private PortIndex _port;
    private Switch _known = null!;
    private Instant _now = new(1_000_000_000_000);
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _plan = BenchFabric.Plan("leaf1");
        _port = _plan.FindPort("swp1")!.Index;
        for (int i = 0; i < Hosts; i++)
        {
            MacAddress mac = MacAddress.FromValue(0x0200_0000_0000UL | (uint)i);
            IpAddress address = IpAddress.Ipv6(IpAddress.Parse("2001:db8:1::1:0").Bits + (UInt128)i);
            byte[] frame = new byte[128];
            int length = FrameWriter.UnsolicitedNeighborAdvertisement(
                frame, mac, address, new NeighborMessage(NeighborFlags.Override, address), mac);
            _frames[i] = frame[..length];
        }

        _known = Learn();
    }

    /// <summary>Ten thousand new hosts.</summary>
    [Benchmark(OperationsPerInvoke = Hosts)]
    public Switch LearnNewHost() => Learn();

    /// <summary>One more announcement of a host that is known: nothing may be allocated.</summary>
    [Benchmark]
    public void FrameOfKnownHost()
    {
        _next = (_next + 1) % Hosts;
        _known.Handle(_now, NodeInput.Received(_port, VlanId.Untagged, _frames[_next]), _world);
    }

    private Switch Learn()
    {
        Switch node = new(_plan, 1);
        node.Handle(_now, NodeInput.Timer(), _world);
        node.Handle(_now, NodeInput.PortChanged(_port, new PortStatus(true, MacAddress.FromValue(0x02AA), IpAddress.Ipv6Any, 1500)), _world);
        _now += TimeSpan.FromSeconds(20);
        Settle(node);
        for (int i = 0; i < Hosts; i++)
        {
            node.Handle(_now, NodeInput.Received(_port, VlanId.Untagged, _frames[i]), _world);
            if (i % 64 == 63)
            {
                Settle(node);
            }
        }

        Settle(node);
        return node.Tables.Bindings.Count == Hosts ? node : throw new InvalidOperationException($"{node.Tables.Bindings.Count} hosts learned");
    }

    private void Settle(Switch node)
    {
        while (node.NextDeadline <= _now)
        {
            node.Handle(_now, NodeInput.Timer(), _world);
        }
    }
}
