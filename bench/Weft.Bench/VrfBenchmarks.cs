using BenchmarkDotNet.Attributes;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Bench;

/// <summary>Eight thousand remote hosts in one VRF or spread over eight: what VRFs cost the data plane. The kernel is the one in memory, so this
/// is our own work only.</summary>
[MemoryDiagnoser]
[InProcess]
public class VrfBenchmarks
{
    private const int Hosts = 8_000;

    private NodePlan _plan = null!;
    private NodeTables _tables = null!;
    private KernelDataPlane _dataPlane = null!;
    private bool _both;

    /// <summary>0 is the default VRF alone, without any interface for VRFs.</summary>
    [Params(0, 1, 8)]
    public int Vrfs { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string names = string.Join(", ", Enumerable.Range(1, Vrfs).Select(vrf => $"v{vrf}"));
        string vrfs = Vrfs == 0 ? string.Empty : $"vrfs: [{names}]\n";
        string subnets = string.Concat(Enumerable.Range(1, Vrfs).Select(vrf => $"  s{vrf}: {{ vlan: {100 + vrf}, gateway: 10.1.0.1/16, vrf: v{vrf} }}\n"));
        string text = $"fabric: bench\n{vrfs}nodes: [leaf1, leaf2, leaf3]\nlinks: [leaf1 -- leaf2, leaf1 -- leaf3]\nsubnets:\n  web: {{ vlan: 10, gateway: 10.1.0.1/16 }}\n{subnets}";
        _plan = NodePlanner.Derive(FabricFile.Load(text).Fabric!, "leaf1");
        FakeKernel kernel = new();
        FakeOutsider cables = new(kernel);
        foreach (PortPlan port in _plan.Ports)
        {
            cables.PlugIn(port.Name, MacAddress.FromValue(0x0200_0000_0000UL + port.Index.Value));
        }

        _dataPlane = new KernelDataPlane(_plan, kernel, new BenchFilter(), new BenchEvents());
        _dataPlane.Prepare();
        _dataPlane.AdoptState(Instant.Zero);
        _tables = new NodeTables { Settled = true };
        SetGroups();
        SetRoutes(metric: 100);
        _dataPlane.Apply(Instant.Zero, _tables);
    }

    /// <summary>A link dies or comes back behind all hosts.</summary>
    [Benchmark]
    public void PathChange()
    {
        _both = !_both;
        SetGroups();
        _dataPlane.Apply(Instant.Zero, _tables);
    }

    /// <summary>All hosts go and come back.</summary>
    [Benchmark]
    public void AllHosts()
    {
        for (int number = 0; number < Hosts; number++)
        {
            _tables.Routes.Remove(KeyOf(number));
        }

        _dataPlane.Apply(Instant.Zero, _tables);
        SetRoutes(metric: 100);
        _dataPlane.Apply(Instant.Zero, _tables);
    }

    private void SetGroups()
    {
        NextHop[] ways = [.. _plan.Ports.Where(port => port.Kind == PortKind.Fabric).Select(port => new NextHop(port.Index, IpAddress.Parse("fe80::1")))];
        for (int vrf = Math.Min(Vrfs, 1); vrf <= Vrfs; vrf++)
        {
            _tables.NextHopGroups.Set(new NextHopGroupId((uint)vrf + 1), new NextHopGroupRow([.. ways.Take(_both ? 2 : 1)]) { Vrf = new VrfId((ushort)vrf) });
        }
    }

    private void SetRoutes(uint metric)
    {
        for (int number = 0; number < Hosts; number++)
        {
            RouteKey key = KeyOf(number);
            _tables.Routes.Set(key, new RouteRow(new NextHopGroupId(key.Vrf.Value + 1u), metric));
        }
    }

    private RouteKey KeyOf(int number) => new(
        new VrfId((ushort)(Vrfs == 0 ? 0 : 1 + (number % Vrfs))), IpPrefix.Host(IpAddress.Ipv4(0x0A01_0100 + (uint)(number / Math.Max(Vrfs, 1)))));
}
