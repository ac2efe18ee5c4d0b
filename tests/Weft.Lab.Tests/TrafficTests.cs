using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab.Tests;

public sealed class TrafficTests
{
    [Fact]
    public void AFlowMeasuresTheTimeThatItsReceiverWasUnplugged()
    {
        Fabric fabric = TestFabric.Create("wlt-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        LinkEnd port = new("wlt-leaf1", "swp1");
        lab.Switchyard.Move("wlt-b", port, OldPort.Keeps);
        using Traffic traffic = new(TimeSpan.FromMilliseconds(1));
        UdpFlow flow4 = traffic.Start("four", lab.Endpoint("wlt-a"), lab.Endpoint("wlt-b"), AddressFamily.Ipv4);
        UdpFlow flow6 = traffic.Start("six", lab.Endpoint("wlt-a"), lab.Endpoint("wlt-b"), AddressFamily.Ipv6);
        Assert.True(Traffic.WaitUntilWhole(flow4, 50, TimeSpan.FromSeconds(10)));
        Assert.True(Traffic.WaitUntilWhole(flow6, 50, TimeSpan.FromSeconds(10)));
        long from = flow4.Log.Next;
        lab.Switchyard.Unplug("wlt-b");
        long unplugged = flow4.Log.Next;
        Assert.True(Wait.Until(() => flow4.Log.Next > unplugged + 20, TimeSpan.FromSeconds(10)));
        lab.Switchyard.Move("wlt-b", port, OldPort.Keeps);
        Assert.True(Traffic.WaitUntilWhole(flow4, 50, TimeSpan.FromSeconds(10)));
        FlowWindow window = FlowWindow.Measure(flow4.Log, from, flow4.Log.Next - 5, traffic.Interval);
        Assert.InRange(window.Lost, 10, 10_000);
        Assert.True(window.LongestGap > TimeSpan.FromMilliseconds(10), window.ToString());
    }
}
