namespace Weft.Linux.Tests;

/// <summary>Programs at ports as links, on the real kernel.</summary>
public sealed class PortLinksTests : IDisposable
{
    private const int Rounds = 50;
    private const int BetweenSteps = 200;

    private readonly NativeNode _node = new(TestFabric.Leaf1);
    private readonly NativeHost _web1;
    private readonly NativeHost _web2;

    public PortLinksTests()
    {
        _web1 = new NativeHost(_node, "swp1", TestFabric.Mac(11), "10.1.0.11", "2001:db8:1::11", "10.1.0.1", "2001:db8:1::1");
        _web2 = new NativeHost(_node, "swp2", TestFabric.Mac(12), "10.1.0.12", "2001:db8:1::12", "10.1.0.1", "2001:db8:1::1");
        _node.Start();
        _web1.Reaches(_web2, ipv6: false);
    }

    [Theory]
    [InlineData("swp1")]
    [InlineData("swp2")]
    public void A_fast_stream_loses_nothing_while_programs_come_to_its_ports_change_and_go(string port)
    {
        if (!EbpfLink.AreSupported())
        {
            return;
        }

        using PortLinks links = new();
        using EbpfProgram first = TestLink.LoadHarmless();
        using EbpfProgram second = TestLink.LoadHarmless();
        int index = _node.Do(() => InterfaceIndex.Of(port));
        using FastStream stream = new(_web1.Connect(_web1.Address4, _web2.Address4), _web2.Receiver(_web2.Address4));
        for (int round = 0; round < Rounds; round++)
        {
            foreach (uint side in new[] { TrafficControlCodes.Ingress, TrafficControlCodes.Egress })
            {
                Assert.Equal(KernelResult.Success, _node.Do(() => links.Attach(index, side, first)));
                stream.LetPass(BetweenSteps);
                Assert.Equal(KernelResult.Success, _node.Do(() => links.Attach(index, side, second)));
                stream.LetPass(BetweenSteps);
                _node.Do(() => links.Remove([index], side));
            }
        }

        Assert.Equal(0, stream.StopAndCountLost());
        Assert.Empty(_node.Do(() => EbpfLink.Read(index, EbpfCalls.Ingress)));
    }

    [Fact]
    public void The_machines_setting_of_grace_periods_is_held_by_one_at_a_time_and_put_back()
    {
        using (ShortGracePeriod? first = ShortGracePeriod.TryBegin())
        using (ShortGracePeriod? second = ShortGracePeriod.TryBegin())
        {
            Assert.Null(second);
        }

        Bench.Eventually(() => File.ReadAllText("/sys/kernel/rcu_expedited").Trim() == "0", "the setting is as it was");
    }

    public void Dispose()
    {
        _web1.Dispose();
        _web2.Dispose();
        _node.Dispose();
    }
}
