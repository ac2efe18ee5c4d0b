using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>A DHCP client and a server on one wire: leases, timers and refusals of RFC 2131.</summary>
public sealed class DhcpTests
{
    private static readonly IpAddress Lowest = IpAddress.Parse("10.1.0.50");
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(1000);
    private readonly HostWire _wire = new();
    private readonly WiredHost _serverHost;
    private readonly WiredHost _a;
    private DhcpServer _server;

    public DhcpTests()
    {
        _serverHost = _wire.Add("server", 100, "10.1.0.2/24");
        _server = Serve(count: 10);
        _a = _wire.Add("a", 1);
        _wire.Run(TimeSpan.FromSeconds(3));
        _wire.Sent.Clear();
    }

    [Fact]
    public void A_client_asks_takes_the_offer_checks_the_address_and_uses_it()
    {
        DhcpClient client = _a.Stack.StartDhcp(_wire.Now, _a);
        _wire.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(["Discover", "Offer", "Request", "Ack"], DhcpSent());
        Assert.Contains(_wire.SentBy(_a), frame => frame.Contains("ARP, Probe 10.1.0.50"));
        Assert.Equal((DhcpClientState.Bound, Lowest), (client.State, client.Lease.Address.Address));
        Assert.Equal(new GatewayAddress(Lowest, 24), _a.Stack.Addresses[^1].Value);
        Assert.True(_a.Stack.IsOnLink(IpAddress.Parse("10.1.0.99")));
        Assert.Contains(new StackEvent(StackEventKind.LeaseBound, Lowest), _a.Events);
        Assert.Equal(Lowest, _server.LeaseOf(_wire.Now, HostWire.Mac(1)));

        _a.Stack.Start(_wire.Now, new ProbeFlow(1, ProbeKind.Ping, IpAddress.Parse("10.1.0.2"), TimeSpan.FromSeconds(1)) { Limit = 1 }, _a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Single(_a.Arrivals);
        _a.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse("10.9.9.9"), 2, [], _a);
        Assert.NotNull(_a.StateOf("10.1.0.1"));
    }

    [Fact]
    public void The_address_is_used_two_seconds_after_it_was_acknowledged_and_not_a_tick_before()
    {
        DhcpClient client = _a.Stack.StartDhcp(_wire.Now, _a);
        _wire.Run(TimeSpan.FromSeconds(1));
        Instant acknowledged = _wire.Sent.Last(item => item.From == "server").At + TimeSpan.FromMicroseconds(10);
        _wire.RunUntil(Before(acknowledged + DhcpClient.CheckWait));
        Assert.Equal(DhcpClientState.Checking, client.State);
        _wire.RunUntil(acknowledged + DhcpClient.CheckWait);
        Assert.Equal(DhcpClientState.Bound, client.State);
    }

    [Fact]
    public void Without_a_server_the_question_is_repeated_ever_later_up_to_about_a_minute()
    {
        _serverHost.Stack.ShutDown();
        Instant began = _wire.Now;
        _a.Stack.StartDhcp(_wire.Now, _a);
        _wire.Run(TimeSpan.FromSeconds(300));
        double[] times = [.. _wire.Sent.Where(item => item.From == "a" && Print(item.Frame).Contains("DHCP Discover")).Select(item => (item.At - began).TotalSeconds)];
        double[] waits = [.. times.Zip(times.Skip(1), (earlier, later) => later - earlier).Take(6)];
        double[] expected = [4, 8, 16, 32, 64, 64];
        Assert.All(waits.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
    }

    [Fact]
    public void An_address_that_somebody_uses_is_declined_and_another_taken_ten_seconds_later()
    {
        WiredHost squatter = _wire.Add("squatter", 7, "10.1.0.50/24");
        DhcpClient client = _a.Stack.StartDhcp(_wire.Now, _a);
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.Contains(new StackEvent(StackEventKind.AddressTaken, Lowest, squatter.Stack.Mac), _a.Events);
        Assert.Equal("Decline", DhcpSent()[^1]);
        Instant declined = _wire.Sent.Last(item => Print(item.Frame).Contains("DHCP Decline")).At;
        _wire.RunUntil(Before(declined + DhcpClient.ConflictWait));
        Assert.Equal((DhcpClientState.Init, "Decline"), (client.State, DhcpSent()[^1]));
        _wire.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DhcpClientState.Bound, IpAddress.Parse("10.1.0.51")), (client.State, client.Lease.Address.Address));
    }

    [Fact]
    public void At_half_of_the_lease_the_server_is_asked_by_unicast_and_the_lease_begins_anew()
    {
        (DhcpClient client, Instant leased) = Lease();
        _wire.RunUntil(Before(leased + (s_lease / 2)));
        Assert.Empty(DhcpSent());
        _wire.RunUntil(leased + (s_lease / 2));
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["Request", "Ack"], DhcpSent());
        string request = _wire.SentBy(_a).Single(frame => frame.Contains("DHCP Request"));
        Assert.Contains("10.1.0.50 > 10.1.0.2", request);
        Assert.Contains("has 10.1.0.50", request);
        Assert.Equal(DhcpClientState.Bound, client.State);
        _wire.RunUntil(leased + s_lease + TimeSpan.FromSeconds(400));
        Assert.Equal(DhcpClientState.Bound, client.State);
    }

    [Fact]
    public void At_seven_eighths_anyone_is_asked_and_at_the_end_the_address_is_lost()
    {
        (DhcpClient client, Instant leased) = Lease();
        _wire.Loses = frame => Print(frame).Contains("DHCP Ack");
        _wire.RunUntil(Before(leased + (s_lease / 8 * 7)));
        Assert.Equal(DhcpClientState.Renewing, client.State);
        Assert.DoesNotContain(_wire.SentBy(_a), frame => frame.Contains("255.255.255.255"));
        _wire.RunUntil(leased + (s_lease / 8 * 7));
        Assert.Equal(DhcpClientState.Rebinding, client.State);
        Assert.Contains(_wire.SentBy(_a), frame => frame.Contains("10.1.0.50 > 255.255.255.255") && frame.Contains("DHCP Request"));

        _wire.RunUntil(Before(leased + s_lease));
        Assert.True(client.IsBound);
        _wire.RunUntil(leased + s_lease);
        Assert.Equal(DhcpClientState.Selecting, client.State);
        Assert.Contains(new StackEvent(StackEventKind.LeaseLost, Lowest), _a.Events);
        Assert.DoesNotContain(_a.Stack.Addresses, own => own.Address == Lowest);
    }

    [Fact]
    public void A_released_address_is_free_for_the_next()
    {
        (DhcpClient client, _) = Lease();
        _a.Stack.Release(_wire.Now, client, _a);
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(["Release"], DhcpSent());
        Assert.Null(_server.LeaseOf(_wire.Now, HostWire.Mac(1)));
        Assert.DoesNotContain(_a.Stack.Addresses, own => own.Address == Lowest);
        Assert.Equal(DhcpClientState.Released, client.State);

        WiredHost b = _wire.Add("b", 2);
        DhcpClient other = b.Stack.StartDhcp(_wire.Now, b, remembered: Lowest);
        _wire.Run(TimeSpan.FromSeconds(80));
        Assert.Equal((DhcpClientState.Bound, Lowest), (other.State, other.Lease.Address.Address));
    }

    [Fact]
    public void A_client_that_restarts_asks_for_its_old_address_at_once()
    {
        Lease();
        _a.Stack.ShutDown();
        _a.Stack.Boot(_wire.Now, _a);
        DhcpClient again = _a.Stack.StartDhcp(_wire.Now, _a, remembered: Lowest);
        _wire.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(["Request", "Ack"], DhcpSent());
        Assert.Equal((DhcpClientState.Bound, Lowest), (again.State, again.Lease.Address.Address));
    }

    [Theory]
    [InlineData("10.9.9.9")]
    [InlineData("10.1.0.57")]
    public void An_old_address_that_is_not_the_clients_is_refused_and_another_found(string remembered)
    {
        Lease();
        _a.Stack.ShutDown();
        _a.Stack.Boot(_wire.Now, _a);
        DhcpClient again = _a.Stack.StartDhcp(_wire.Now, _a, remembered: IpAddress.Parse(remembered));
        _wire.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(["Request", "Nak", "Discover", "Offer", "Request", "Ack"], DhcpSent());
        Assert.Equal((DhcpClientState.Bound, Lowest), (again.State, again.Lease.Address.Address));
    }

    [Fact]
    public void A_server_keeps_silent_about_clients_that_it_does_not_know_and_when_it_has_nothing_left()
    {
        _serverHost.Stack.ShutDown();
        _serverHost.Stack.Boot(_wire.Now, _serverHost);
        _server = Serve(count: 1);
        _a.Stack.StartDhcp(_wire.Now, _a, remembered: IpAddress.Parse("10.1.0.90"));
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(["Request"], DhcpSent());

        _wire.Run(TimeSpan.FromSeconds(100));
        Assert.Equal(Lowest, _server.LeaseOf(_wire.Now, HostWire.Mac(1)));
        WiredHost b = _wire.Add("b", 2);
        DhcpClient second = b.Stack.StartDhcp(_wire.Now, b);
        _wire.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(DhcpClientState.Selecting, second.State);
    }

    [Fact]
    public void Of_two_servers_the_one_whose_offer_was_not_taken_keeps_nothing()
    {
        WiredHost rogue = _wire.Add("rogue", 66, "10.1.0.3/24");
        DhcpServer other = rogue.Stack.Serve(new DhcpServerSetup { First = new GatewayAddress(IpAddress.Parse("10.1.0.200"), 24), Count = 5, Gateway = IpAddress.Parse("10.1.0.3") });
        DhcpClient client = _a.Stack.StartDhcp(_wire.Now, _a);
        _wire.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(DhcpClientState.Bound, client.State);
        IpAddress?[] leases = [_server.LeaseOf(_wire.Now, HostWire.Mac(1)), other.LeaseOf(_wire.Now, HostWire.Mac(1))];
        Assert.Equal([client.Lease.Address.Address], leases.OfType<IpAddress>());
    }

    private DhcpServer Serve(int count) => _serverHost.Stack.Serve(new DhcpServerSetup
    {
        First = new GatewayAddress(Lowest, 24),
        Count = count,
        Gateway = IpAddress.Parse("10.1.0.1"),
        Duration = s_lease,
    });

    private (DhcpClient Client, Instant Leased) Lease()
    {
        DhcpClient client = _a.Stack.StartDhcp(_wire.Now, _a);
        _wire.Run(TimeSpan.FromSeconds(1));
        Instant leased = _wire.Sent.Last(item => item.From == "server").At + TimeSpan.FromMicroseconds(10);
        _wire.Run(TimeSpan.FromSeconds(4));
        Assert.Equal(DhcpClientState.Bound, client.State);
        _wire.Sent.Clear();
        return (client, leased);
    }

    private string[] DhcpSent() => [.. _wire.Sent.Select(item => Print(item.Frame)).Where(text => text.Contains(": DHCP ")).Select(text => text.Split("DHCP ")[1].Split(',')[0])];

    private static string Print(byte[] frame) => FramePrinter.Print(frame);

    private static Instant Before(Instant instant) => new(instant.Nanoseconds - 1);
}
