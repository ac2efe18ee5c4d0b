using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>An edge with an outside router.</summary>
public sealed class RimTests
{
    private const string Router = "02:00:00:00:00:99";

    private readonly PlaneBench _bench = new("edge1");
    private readonly PortPlan _outside;

    public RimTests()
    {
        _outside = _bench.Plan.Ports.Single(port => port.Kind == PortKind.Outside);
        foreach (GatewayAddress address in RouterAddresses)
        {
            _bench.Plane.SetOutsideNeighbor(_outside.Index, address.Address, MacAddress.Parse(Router));
        }
    }

    private IEnumerable<GatewayAddress> RouterAddresses => _bench.Plan.Fabric.Outside[0].Sessions[0].RouterAddresses;

    [Fact]
    public void Foreign_routes_lead_out_to_the_outside_router()
    {
        Outside("203.0.113.0/24");
        SentByPlane sent = Assert.Single(FromFabric("203.0.113.1"));
        Assert.Equal((_outside.Name, Router, _bench.MacOf(_outside.Name)), (sent.Port, PlaneFrames.DestinationOf(sent.Frame), PlaneFrames.SourceOf(sent.Frame)));
        Assert.Equal((PlaneEntry.Foreign, PlaneAction.Routed), (_bench.Step.Entry, _bench.Step.Action));
        _bench.Plane.RemoveForeignRoute(VrfId.Default, IpPrefix.Parse("203.0.113.0/24"));
        FromFabric("203.0.113.1");
        Assert.Equal(PlaneDrop.NoRoute, _bench.Drop);
    }

    [Fact]
    public void The_outside_network_is_connected_and_the_edge_answers_there()
    {
        IpAddress router = RouterAddresses.First(address => address.Address.IsIpv4).Address;
        Assert.Equal(_outside.Name, Assert.Single(FromFabric(router.ToString())).Port);
        Assert.Equal(PlaneEntry.Connected, _bench.Step.Entry);
        string own = _outside.Addresses.First(address => address.Address.IsIpv4).Address.ToString();
        SentByPlane reply = Assert.Single(_bench.Receive(_outside.Name, PlaneFrames.Echo(_bench.MacOf(_outside.Name), Router, router.ToString(), own)));
        Assert.Equal(Router, PlaneFrames.DestinationOf(reply.Frame));
        SentByPlane arp = Assert.Single(_bench.Receive(_outside.Name, PlaneFrames.ArpRequest(Router, router.ToString(), own)));
        Assert.Equal(_bench.MacOf(_outside.Name), PlaneFrames.SourceOf(arp.Frame));
    }

    [Theory]
    [InlineData(20u, 100u, PlaneEntry.Foreign)]
    [InlineData(200u, 100u, PlaneEntry.Route)]
    [InlineData(20u, 0u, PlaneEntry.Route)]
    public void Of_one_prefix_the_lowest_priority_number_wins(uint foreign, uint own, PlaneEntry winner)
    {
        foreach (string prefix in new[] { "10.1.0.0/24", "10.1.0.12/32" })
        {
            Outside(prefix, foreign);
            _bench.Route(prefix, 1, VrfId.Default, "to-spine1");
            _bench.Tables.Routes.Set(new RouteKey(VrfId.Default, IpPrefix.Parse(prefix)), new RouteRow(new NextHopGroupId(1), own));
            _bench.Apply();
            Assert.Equal(winner, _bench.Plane.FindRoute(VrfId.Default, IpPrefix.Parse(prefix).Address)!.Entry);
        }
    }

    [Fact]
    public void A_foreign_route_goes_with_its_port()
    {
        Outside("203.0.113.0/24");
        _bench.SetPort(_outside.Name, up: false);
        FromFabric("203.0.113.1");
        Assert.Equal(PlaneDrop.NoRoute, _bench.Drop);
    }

    [Fact]
    public void The_daemon_hears_nothing_of_what_is_outside()
    {
        _bench.Receive(_outside.Name, PlaneFrames.ArpRequest(Router, "192.0.2.1", "192.0.2.2"));
        Assert.Empty(_bench.Punted);
    }

    private void Outside(string prefix, uint metric = 20) => _bench.Plane.SetForeignRoute(
        VrfId.Default, IpPrefix.Parse(prefix), metric, [.. RouterAddresses.Where(a => a.Address.IsIpv4).Select(a => new NextHop(_outside.Index, a.Address))]);

    private IReadOnlyList<SentByPlane> FromFabric(string to) => _bench.Receive(
        "to-spine1", PlaneFrames.Udp(_bench.MacOf("to-spine1"), _bench.FarMac("to-spine1").ToString(), "10.1.0.11", to));
}
