using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon.Tests;

/// <summary>Hosts of a strict port keep what they were given: over the daemon's life, and over a reboot.</summary>
public sealed class GrantKeepingTests : IDisposable
{
    private const string Guest = "02:00:00:00:00:0a";

    private readonly DaemonBench _bench = new();

    public GrantKeepingTests() => File.WriteAllText(
        _bench.FabricPath,
        File.ReadAllText(_bench.FabricPath)
            .Replace("  vm-a: { at: leaf1:swp1, subnet: web, mac: 02:00:00:00:00:0a }\n", string.Empty, StringComparison.Ordinal)
            .Replace("hosts:", "ports:\n  leaf1: { swp1: { access: web, guard: strict } }\nhosts:", StringComparison.Ordinal));

    private string JournalPath => Path.Combine(_bench.StatePath, "leaf1.grants");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_guest_without_a_lease_is_refused_and_named()
    {
        _bench.StartReady();
        DaemonBench.Eventually(
            () => !_bench.Reaches("10.2.0.12") && _bench.Ask(ApiFormat.Violations).Violations!.Value.Any(row => row is { Mac: Guest, Port: "swp1", Reason: "not-granted" }),
            "the guest is refused");
        RefusedFrameReport frame = _bench.Ask(ApiFormat.RefusedFrames).RefusedFrames!.Value.First(row => row.Reason == "not-granted");
        Assert.Equal(("swp1", MacAddress.Parse(Guest)), (frame.Port, MacAddress.Read(Convert.FromBase64String(frame.Octets).AsSpan(6))));
        Assert.DoesNotContain(_bench.Ask(ApiFormat.Bindings).Bindings!.Value, row => row.Mac == Guest);
    }

    [Theory]
    [InlineData("another", 600, 0)]
    [InlineData("this", -600, 600)]
    public void A_lease_of_an_earlier_life_admits_its_guest_at_once(string boot, int utcSeconds, int monotonicSeconds)
    {
        // After a reboot the wall clock counts; within one boot only the monotonic clock does, whatever was done to the other.
        Remember(boot, utcSeconds, monotonicSeconds);
        RunningDaemon daemon = _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the guest is admitted");
        BindingReport binding = _bench.Ask(ApiFormat.Bindings).Bindings!.Value.Single(row => row is { Mac: Guest, Address: "10.1.0.11" });
        Assert.Equal(("strict", "dhcp", "swp1"), (binding.Guard, binding.Source, binding.Port));
        Assert.InRange(binding.ExpiresSeconds!.Value, 1, 600);

        daemon.Signal("KILL");
        daemon.WaitForExit();
        _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the guest is still admitted");
    }

    [Fact]
    public void A_lease_that_has_ended_meanwhile_or_that_somebody_has_written_himself_admits_nobody()
    {
        Remember("another", -5, 0);
        File.AppendAllText(JournalPath, "00000000 grant web 10.1.0.11 02:00:00:00:00:0a swp1 Dhcp - - another\n");
        RunningDaemon daemon = _bench.StartReady();
        DaemonBench.Tells(daemon, "1 lines of the journal of grants cannot be read");
        DaemonBench.Eventually(
            () => _bench.Ask(ApiFormat.Violations).Violations!.Value.Any(row => row.Mac == Guest) || _bench.Reaches("10.2.0.12"), "the guest has spoken");
        Assert.False(_bench.Reaches("10.2.0.12"));
    }

    [Fact]
    public void A_lease_that_ends_while_the_daemon_is_dead_ends_for_a_guest_that_the_kernel_still_lets_in()
    {
        Remember("this", 600, 600);
        RunningDaemon daemon = _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the guest is admitted");
        daemon.Signal("KILL");
        daemon.WaitForExit();
        Remember("this", 600, -1);
        _bench.StartReady();

        // From the kernel it goes when the node has settled, as everything does.
        DaemonBench.Eventually(() => _bench.Ask(ApiFormat.Bindings).Bindings!.Value.All(row => row.Address != "10.1.0.11"), "the guest is gone");
    }

    private void Remember(string boot, int utcSeconds, int monotonicSeconds)
    {
        string id = boot == "this" ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : boot;
        GrantLine line = new(
            "web",
            IpAddress.Parse("10.1.0.11"),
            new GrantedTo(
                MacAddress.Parse(Guest),
                "swp1",
                GrantSource.Dhcp,
                DateTimeOffset.UtcNow + TimeSpan.FromSeconds(utcSeconds),
                Linux.MonotonicClock.Now + TimeSpan.FromSeconds(monotonicSeconds),
                id));
        Directory.CreateDirectory(_bench.StatePath);
        File.AppendAllText(JournalPath, $"{line}\n");
    }
}
