using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>How much of a port the daemon hears.</summary>
public sealed class PortBudgetTests : IDisposable
{
    private readonly DaemonBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(2_000, 32)]
    [InlineData(2_000, 1)]
    [InlineData(7, 3)]
    [InlineData(1_000_000, 32)]
    public void A_port_that_never_stops_is_heard_at_its_rate(int rate, int batch)
    {
        PortBudget budget = new(rate);
        Instant start = Instant.Zero + TimeSpan.FromDays(1);
        long heard = 0;
        for (Instant now = start; now - start < TimeSpan.FromSeconds(60); heard += batch)
        {
            // A batch is there as soon as somebody listens, and takes no time.
            now = budget.Spend(now, batch);
        }

        Assert.InRange(heard, (rate * 60L) - batch, (rate * 61L) + (2 * batch));
    }

    [Fact]
    public void A_thousand_hosts_that_come_to_a_trusted_port_at_once_are_heard_at_once()
    {
        const int Hosts = 1_000;
        const int AnnouncementsOfEach = 13;
        PortBudget budget = new(new FabricLimits().ControlFramesPerTrustedPort);
        Instant now = Instant.Zero + TimeSpan.FromDays(1);
        for (int heard = 0; heard < Hosts * AnnouncementsOfEach; heard += 32)
        {
            Assert.Equal(now, budget.Spend(now, 32));
        }
    }

    [Theory]
    [InlineData("control-frames-per-port", "first-come")]
    [InlineData("control-frames-per-trusted-port", "trusted")]
    public void A_flood_of_one_port_is_named_and_the_other_port_is_served(string limit, string guard)
    {
        File.WriteAllText(
            _bench.FabricPath,
            File.ReadAllText(_bench.FabricPath).Replace(
                "hosts:", $"limits: {{ {limit}: 500 }}\nports:\n  leaf1: {{ swp1: {{ access: web, guard: {guard} }} }}\nhosts:", StringComparison.Ordinal));
        _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the hosts reach each other");
        byte[][] lies = [.. Enumerable.Range(0, 256).Select(Lie)];
        using FrameBurst burst = NetworkNamespace.Run(_bench.HostA, () => new FrameBurst(InterfaceIndex.Of("eth0"), lies));
        DaemonBench.Eventually(
            () =>
            {
                for (int i = 0; i < burst.Count; i += FrameBurst.CallLength)
                {
                    burst.Send(i, FrameBurst.CallLength);
                }

                return Counter("PortRests") > 3;
            },
            "the port has to rest");
        Assert.Contains(_bench.Ask(ApiFormat.Events).Events!.Value, item => item is { Kind: "port-flooded", Subject: "swp1" });

        // Host B asks for its gateway while the flood goes on.
        DaemonBench.Ip(_bench.HostB, "neigh", "flush", "all");
        DaemonBench.Eventually(
            () =>
            {
                burst.Send(0, FrameBurst.CallLength);
                return DaemonBench.RunIn(_bench.HostB, "ping", "-n", "-c", "1", "-W", "1", "10.2.0.1").ExitCode == 0;
            },
            "the other port is served");
        Assert.Equal(guard != "trusted", _bench.Ask(ApiFormat.Violations).Violations!.Value.Any(row => row is { Port: "swp1", Reason: "sender-mac" }));
    }

    private long Counter(string name) => _bench.Ask(ApiFormat.Counters).Counters!.Value.Single(row => row.Group == "daemon" && row.Name == name).Value;

    private static byte[] Lie(int number)
    {
        byte[] frame = new byte[60];
        Wire.MacAddress liar = Wire.MacAddress.FromValue(0x0200_0000_6600UL + (ulong)number);
        Wire.FrameWriter.Arp(
            frame,
            Wire.MacAddress.Broadcast,
            liar,
            new Wire.ArpPacket(
                Wire.ArpOperation.Reply, Wire.MacAddress.FromValue(0x0200_0000_7700UL), Wire.IpAddress.Parse("10.1.0.99"), default, Wire.IpAddress.Parse("10.1.0.99")));
        return frame;
    }
}
