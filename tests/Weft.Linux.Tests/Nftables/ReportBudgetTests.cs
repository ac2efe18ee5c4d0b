using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>How much of the room for newcomers one trusted port can take.</summary>
public sealed class ReportBudgetTests : IDisposable
{
    private readonly ReportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(AddressFamily.Ipv4)]
    [InlineData(AddressFamily.Ipv6)]
    public void Made_up_sources_at_one_port_hide_no_newcomer_of_another(AddressFamily family)
    {
        for (int i = 0; i < 3 * ReportBench.HostsPerNode; i++)
        {
            _bench.Bench.Send("swp1", Data(family, i));
        }

        Send("swp2", family, 9_999);
        List<FirstPacket> flood = Reported("swp1");
        Assert.InRange(flood.Count, ReportBench.HostsPerPort, ReportBench.HostsPerNode / 2);
        Assert.Equal(flood.Count, flood.Distinct().Count());
        Assert.Equal((3 * ReportBench.HostsPerNode) - flood.Count, _bench.Counter("report_withheld"));
    }

    [Fact]
    public void A_port_tells_of_all_hosts_that_it_may_have_at_once_whatever_their_family()
    {
        for (int i = 0; i < ReportBench.HostsPerPort; i++)
        {
            _bench.Bench.Send("swp1", Data(i % 2 == 0 ? AddressFamily.Ipv4 : AddressFamily.Ipv6, i));
        }

        Send("swp2", AddressFamily.Ipv4, 9_999);
        Assert.Equal(ReportBench.HostsPerPort, Reported("swp1").Count);
        Assert.Equal(0, _bench.Counter("report_withheld"));
    }

    [Fact]
    public void Hosts_that_are_known_cost_their_port_nothing()
    {
        for (int i = 0; i < 4 * ReportBench.HostsPerPort; i++)
        {
            _bench.Bench.Send("swp1", Data(AddressFamily.Ipv4, 7));
        }

        Send("swp1", AddressFamily.Ipv4, 8);
        Assert.Equal(2, Reported("swp1").Count);
    }

    private static byte[] Data(AddressFamily family, int number)
    {
        string mac = MacAddress.FromValue(0x0200_0000_0000UL + (ulong)number).ToString();
        return family == AddressFamily.Ipv4
            ? TestFrames.Udp4("ff:ff:ff:ff:ff:ff", mac, IpAddress.Ipv4(0x0A01_4000U + (uint)number).ToString(), "10.1.255.255", "x")
            : TestFrames.Udp6("33:33:00:00:00:01", mac, $"2001:db8:1::64:{number:x}", "ff02::1", "x");
    }

    private void Send(string port, AddressFamily family, int number)
    {
        _bench.Bench.Send(port, Data(family, number));
        MacAddress mac = MacAddress.FromValue(0x0200_0000_0000UL + (ulong)number);
        _bench.AwaitReport(packet => packet.Port == FilterPlan.Port(port) && packet.Mac == mac);
    }

    private List<FirstPacket> Reported(string port) => [.. _bench.Reported.Where(packet => packet.Port == FilterPlan.Port(port))];
}
