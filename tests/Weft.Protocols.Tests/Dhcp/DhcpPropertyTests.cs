using CsCheck;
using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Tests.Dhcp;

public sealed class DhcpPropertyTests
{
    private static readonly MacAddress[] Macs = [.. Enumerable.Range(1, 3).Select(static i => MacAddress.FromValue(0x0200_0000_0000UL + (ulong)i))];

    private static readonly Gen<byte[]> GenClient4 =
        from type in Gen.Int[1, 9]
        from mac in Gen.Int[0, 2]
        from other in Gen.Int[0, 2]
        from xid in Gen.UInt[0, 3]
        from has in Gen.Int[0, 3]
        from wants in Gen.Int[0, 3]
        from relay in Gen.Int[0, 9]
        select Client4((DhcpMessageType)type, Macs[mac], Macs[other], xid, has, wants, relay == 0);

    private static readonly Gen<byte[]> GenClient6 =
        from type in Gen.Int[0, 14]
        from mac in Gen.Int[0, 2]
        from xid in Gen.UInt[0, 3]
        from has in Gen.Int[1, 3].Array[0, 2]
        from rapid in Gen.Bool
        select DhcpFrames.Client6((Dhcp6MessageType)type, Macs[mac], xid, [.. has.Select(static i => $"2001:db8:1::{50 + i}")], rapid);

    private static readonly Gen<byte[]> GenServer =
        from isIpv6 in Gen.Bool
        from type in Gen.Int[1, 9]
        from mac in Gen.Int[0, 2]
        from xid in Gen.UInt[0, 3]
        from gives in Gen.Int[0, 3]
        from seconds in Gen.UInt[0, 300]
        select isIpv6
            ? DhcpFrames.Server6((Dhcp6MessageType)type, Macs[mac], xid, [$"2001:db8:1::{50 + gives}"], seconds, rapid: true)
            : DhcpFrames.Server4((DhcpMessageType)type, Macs[mac], xid, gives == 0 ? "0.0.0.0" : $"10.1.0.{50 + gives}", seconds);

    private static readonly Gen<(bool Client, byte[] Frame)> GenStep = Gen.OneOf(
        GenClient4.Select(static frame => (true, frame)), GenClient6.Select(static frame => (true, frame)), GenServer.Select(static frame => (false, frame)));

    [Fact]
    public void Nothing_that_one_port_sends_makes_or_ends_a_lease_at_another() =>
        GenClient4.Array[0, 40].Sample(frames =>
        {
            DhcpBench bench = new();
            Lease(bench, "a", Macs[0], "10.1.0.51");
            AddressGrant lease = Assert.Single(bench.Granted);
            foreach (byte[] frame in frames)
            {
                bench.Receive("b", frame);
            }

            Assert.Empty(bench.Ended);
            Assert.Equal([lease], bench.Granted);
            Assert.Equal([lease], bench.Engine.Leases);
        });

    [Fact]
    public void With_a_server_that_answers_anything_a_port_never_gets_another_ports_mac() =>
        GenStep.Array[0, 60].Sample(steps =>
        {
            DhcpBench bench = new();
            Lease(bench, "a", Macs[0], "10.1.0.51", uint.MaxValue);
            foreach ((bool isClient, byte[] frame) in steps)
            {
                bench.Receive(isClient ? "b" : "server", frame);
            }

            Assert.DoesNotContain(bench.Granted.Skip(1), lease => lease.Mac == Macs[0]);
            Assert.All(bench.Granted.Skip(1), lease => Assert.Equal(bench.Index("b"), lease.Port));

            // The server's own word may give the address to somebody else; nothing else ends the lease.
            Assert.All(bench.Ended.Where(item => item.Grant.Mac == Macs[0]), static item => Assert.Equal(GrantEnd.Replaced, item.Reason));
        });

    [Fact]
    public void What_was_told_adds_up_to_what_is_held() =>
        Gen.Select(GenStep, Gen.Int[0, 1], Gen.Int[0, 200]).Array[0, 60].Sample(steps =>
        {
            DhcpBench bench = new();
            foreach (((bool isClient, byte[] frame), int port, int seconds) in steps)
            {
                bench.Receive(isClient ? (port == 0 ? "a" : "b") : "server", frame);
                bench.RunFor(TimeSpan.FromSeconds(seconds));
                Assert.True(bench.Engine.NextDeadline > bench.Now);
            }

            Assert.Equal(bench.Engine.LeaseCount, bench[DhcpCounter.LeaseMade] - bench.Ended.Count);
            Assert.Equal(bench.Granted.Count, bench[DhcpCounter.LeaseMade] + bench[DhcpCounter.LeaseRefreshed]);
            bench.RunFor(TimeSpan.FromDays(1));
            Assert.Equal(0, bench.Engine.LeaseCount);
            Assert.Equal(Instant.Never, bench.Engine.NextDeadline);
        });

    [Fact]
    public void Arbitrary_octets_do_no_harm() =>
        Gen.Select(GenStep, Gen.Int[0, 400], Gen.Byte).Array[1, 20].Sample(steps =>
        {
            DhcpBench bench = new();
            foreach (((_, byte[] frame), int at, byte value) in steps)
            {
                byte[] damaged = [.. frame];
                damaged[at % damaged.Length] = value;
                bench.Receive("far", damaged);
                bench.Receive("server", damaged);
                bench.Answer(value % 2 == 0 ? "10.9.0.5" : "2001:db8:9::5", damaged[(at % damaged.Length)..]);
            }

            Assert.InRange(bench.Engine.TransactionCount, 0, 40);
        });

    [Fact]
    public void Renewals_without_end_take_no_more_room()
    {
        DhcpBench bench = new();
        for (uint i = 0; i < 5_000; i++)
        {
            bench.Now += TimeSpan.FromSeconds(1);
            Lease(bench, "a", Macs[0], "10.1.0.51", seconds: 100_000);
        }

        Assert.Equal((1, 5_000), (bench.Engine.LeaseCount, bench.Granted.Count));
        Assert.InRange(bench.Engine.TransactionCount, 1, DhcpLimits.TransactionsPerPort);
    }

    private static byte[] Client4(DhcpMessageType type, MacAddress mac, MacAddress sender, uint xid, int has, int wants, bool relayed) =>
        DhcpFrames.Client4(
            type, mac, xid, has == 0 ? "0.0.0.0" : $"10.1.0.{50 + has}", wants == 0 ? null : $"10.1.0.{50 + wants}",
            from: sender, relay: relayed ? "10.1.0.9" : "0.0.0.0");

    private static void Lease(DhcpBench bench, string port, MacAddress mac, string address, uint seconds = 120)
    {
        bench.Receive(port, DhcpFrames.Client4(DhcpMessageType.Request, mac, 77, wants: address));
        bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, mac, 77, address, seconds));
    }
}
