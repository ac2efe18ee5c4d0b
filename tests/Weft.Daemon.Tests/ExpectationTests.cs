using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>The manager's word about a host, as a request has it.</summary>
public sealed class ExpectationTests
{
    private const string Text =
        """
        fabric: demo
        nodes: { leaf1: {}, leaf2: {} }
        links: ["leaf1 -- leaf2"]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { at: "leaf1:swp1", subnet: web }
        ports:
          leaf2: { swp3: { access: web, moves: announced } }
        """;

    private readonly List<HostExpectation> _taken = [];
    private readonly NodePlan _plan;

    public ExpectationTests()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.Empty(load.Faults);
        _plan = NodePlanner.Derive(load.Fabric!, "leaf2");
    }

    [Fact]
    public void A_host_is_named_by_its_name_or_its_mac()
    {
        string mac = _plan.Fabric.Hosts[0].Mac.ToString();
        Assert.All(["vm-a", mac], host => Assert.Null(Take(host, "swp3", 60)));
        HostExpectation expected = new(_plan.FindPort("swp3")!.Index, _plan.Fabric.Hosts[0].Mac, TimeSpan.FromMinutes(1));
        Assert.Equal([expected, expected], _taken);
    }

    [Theory]
    [InlineData("vm-b", "swp3", 60, "'vm-b' is neither a host of fabric demo nor a MAC")]
    [InlineData("01:00:5e:00:00:01", "swp3", 60, "'01:00:5e:00:00:01' is neither a host")]
    [InlineData("00:00:00:00:00:00", "swp3", 60, "'00:00:00:00:00:00' is neither a host")]
    [InlineData(null, "swp3", 60, "'' is neither a host")]
    [InlineData("vm-a", "swp4", 60, "leaf2 has no port 'swp4' for hosts; did you mean `swp3`?")]
    [InlineData("vm-a", null, 60, "leaf2 has no port '' for hosts")]
    [InlineData("vm-a", "swp3", 0, "a host cannot be expected for 0 seconds")]
    [InlineData("vm-a", "swp3", 86_401, "a host cannot be expected for 86401 seconds")]
    public void What_is_wrong_is_said_and_nothing_is_done(string? host, string? port, int seconds, string said)
    {
        Assert.StartsWith(said, Take(host, port, seconds), StringComparison.Ordinal);
        Assert.Empty(_taken);
    }

    private string? Take(string? host, string? port, int seconds) =>
        Expectations.Take(_plan, new ApiRequest { Get = ApiFormat.Hosts, Do = ApiFormat.DoExpect, Host = host, Port = port, Seconds = seconds }, _taken.Add);
}
