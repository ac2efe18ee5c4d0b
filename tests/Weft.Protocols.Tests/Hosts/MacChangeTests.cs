using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Addresses that change their MAC behind one port without end.</summary>
public sealed class MacChangeTests
{
    private const int Addresses = 32;

    [Fact]
    public void What_quarrels_behind_one_port_is_announced_at_a_rate_and_hosts_of_other_ports_change_at_once()
    {
        HostWorld world = new(TestFabric.Make(2));
        IpAddress[] addresses = [.. Enumerable.Range(100, Addresses).Select(number => IpAddress.Ipv4(0x0A01_0000u + (uint)number))];
        Instant began = world.Now;
        int before = world.Leaf(1).ClaimsSent;
        for (int round = 0; round < 60; round++)
        {
            TestHost forger = world.Add(new TestHost($"02:66:00:00:00:{round + 1:x2}", [.. addresses.Select(address => address.ToString())]), leaf: 1, port: 1);
            forger.Answers = false;
            foreach (IpAddress address in addresses)
            {
                world.Speak(forger, EvidenceKind.ArpNd, address);
            }

            world.Run(TimeSpan.FromMilliseconds(500));
        }

        double most = Addresses + MacChangeBudget.Burst + (MacChangeBudget.PerSecond * (world.Now - began).TotalSeconds);
        Assert.InRange(world.Leaf(1).ClaimsSent - before, Addresses + MacChangeBudget.Burst, most + Addresses);
        Assert.True(world.Leaf(1).Engine.Counters[HostCounter.MacChangesLimited] > 0);

        TestHost old = world.Add(new TestHost("02:00:00:00:00:11", "10.1.0.11"), leaf: 1, port: 0);
        world.Speak(old, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(1));
        old.Answers = false;
        TestHost next = world.Add(new TestHost("02:00:00:00:00:22", "10.1.0.11"), leaf: 1, port: 0);
        world.Speak(next, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromMilliseconds(200));
        Assert.Equal(next.Mac, world.Leaf(1).Claims[new HostKey(VrfId.Default, old.Addresses[0])].Mac);
    }
}
