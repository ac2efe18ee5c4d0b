using BenchmarkDotNet.Attributes;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Bench;

/// <summary>From a changed table to the kernel and back: one route, one move, ten thousand routes. Needs root: the kernel is the real one, in a
/// network namespace of its own.</summary>
[MemoryDiagnoser]
[InProcess]
public class KernelApplyBenchmarks : IDisposable
{
    private const string Namespace = "weftbench";
    private const int ManyRoutes = 10_000;
    private const string Fabric = """
        fabric: bench
        nodes:
          leaf1: {}
          spine1: { role: spine }
        links:
          - leaf1 -- spine1
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/16, 2001:db8:1::1/64] }
        ports:
          leaf1: { swp1: web }
        """;

    private static readonly RouteKey Destination = new(VrfId.Default, IpPrefix.Parse("10.9.0.1/32"));
    private static readonly MacAddress Mac = MacAddress.Parse("02:00:00:00:00:01");
    private readonly NodeTables _tables = new() { Settled = true };
    private NodePlan _plan = null!;
    private RtnetlinkKernel _kernel = null!;
    private KernelDataPlane _dataPlane = null!;
    private bool _here;

    [GlobalSetup]
    public void Setup()
    {
        _plan = NodePlanner.Derive(FabricFile.Load(Fabric).Fabric!, "leaf1");
        string fabricPort = _plan.Ports.Single(port => port.Kind == PortKind.Fabric).Name;
        NetworkNamespace.Delete(Namespace);
        NetworkNamespace.Create(Namespace);
        foreach (string port in new[] { "swp1", fabricPort })
        {
            NamespaceLinks.CreateVeth(new VethEnd(Namespace, port), new VethEnd(Namespace, $"far-{port}"));
            NamespaceLinks.SetUp(Namespace, $"far-{port}", true);
        }

        NetworkNamespace.Run(Namespace, () =>
        {
            _kernel = new RtnetlinkKernel();
            _dataPlane = new KernelDataPlane(_plan, _kernel, new BenchFilter(), new BenchEvents());
            _dataPlane.Prepare();
            _dataPlane.AdoptState(Instant.Zero);
        });
        NextHop spine = new(_plan.FindPort(fabricPort)!.Index, IpAddress.Parse("fe80::1"));
        _tables.NextHopGroups.Set(new NextHopGroupId(1), new NextHopGroupRow([spine]));
        _tables.Routes.Set(Destination, new RouteRow(new NextHopGroupId(1), 20));
        _dataPlane.Apply(Instant.Zero, _tables);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _kernel.Dispose();
        NetworkNamespace.Delete(Namespace);
        GC.SuppressFinalize(this);
    }

    /// <summary>One route changes: one message and its acknowledgement.</summary>
    [Benchmark]
    public void OneRoute()
    {
        _here = !_here;
        _tables.Routes.Set(Destination, new RouteRow(new NextHopGroupId(_here ? 1u : 0u), 20));
        _dataPlane.Apply(Instant.Zero, _tables);
    }

    /// <summary>A host arrives or leaves: neighbour, forwarding entry and route.</summary>
    [Benchmark]
    public void OneMove()
    {
        _here = !_here;
        SegmentId segment = _plan.Segments[0].Id;
        PortIndex port = _plan.FindPort("swp1")!.Index;
        BindingKey binding = new(segment, Destination.Prefix.Address);
        AttachedMacKey mac = new(segment, Mac);
        if (_here)
        {
            _tables.Bindings.Set(binding, new BindingRow(Mac, port, VrfId.Default));
            _tables.AttachedMacs.Set(mac, new AttachedMacRow(port));
        }
        else
        {
            _tables.Bindings.Remove(binding);
            _tables.AttachedMacs.Remove(mac);
        }

        _dataPlane.Apply(Instant.Zero, _tables);
    }

    /// <summary>Ten thousand routes come and go.</summary>
    [Benchmark]
    public void ManyRoutesComeAndGo()
    {
        for (uint i = 0; i < ManyRoutes; i++)
        {
            _tables.Routes.Set(Many(i), new RouteRow(new NextHopGroupId(1), 20));
        }

        _dataPlane.Apply(Instant.Zero, _tables);
        for (uint i = 0; i < ManyRoutes; i++)
        {
            _tables.Routes.Remove(Many(i));
        }

        _dataPlane.Apply(Instant.Zero, _tables);
    }

    private static RouteKey Many(uint number) => new(VrfId.Default, IpPrefix.Host(IpAddress.Ipv4(0x0A40_0000 + number)));
}
