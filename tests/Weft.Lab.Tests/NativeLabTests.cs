using System.Diagnostics;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab.Tests;

/// <summary>Namespaces, cables and the switchyard on this machine's kernel. Needs root.</summary>
public sealed class NativeLabTests
{
    private static readonly CommandRunner s_commands = new();

    [Fact]
    public void UpMakesANamespacePerNodeAndHostAndDownLeavesNothing()
    {
        Fabric fabric = TestFabric.Create("wlu-");
        using NativeLab lab = NativeLab.Up(fabric, Options(fabric));
        Assert.All(lab.Topology.Namespaces, item => Assert.True(NetworkNamespace.Exists(item.Name), item.Name));
        Assert.Contains("fab1", Links("wlu-leaf1"));
        Assert.Contains("swp2", Links("wlu-leaf1"));
        Assert.Contains("02:00:5e:10:01:11", s_commands.Run("ip", ["-n", "wlu-a", "link", "show", "eth0"]));
        lab.Down();
        Assert.All(lab.Topology.Namespaces, item => Assert.False(NetworkNamespace.Exists(item.Name), item.Name));
        Assert.Null(InventoryStore.Load(fabric.Name));
        lab.Down();
    }

    [Fact]
    public void HostsOfOnePortTalkAndAMovedHostDoesNotNoticeTheMove()
    {
        Fabric fabric = TestFabric.Create("wlm-");
        using NativeLab lab = NativeLab.Up(fabric, Options(fabric));
        LinkEnd first = new("wlm-leaf1", "swp1");
        Assert.Equal(1, Ping("wlm-b", "10.1.0.17").ExitCode);
        lab.Switchyard.Move("wlm-b", first, OldPort.Keeps);
        Assert.Equal(first, lab.Switchyard.PlaceOf("wlm-b"));
        AssertReaches("wlm-b", "10.1.0.17");
        AssertReaches("wlm-b", "2001:db8:1::11");
        Assert.Contains("LOWER_UP", Links("wlm-b"));
        Assert.Contains("LOWER_UP", PortState("wlm-leaf1", "swp2"));
    }

    [Fact]
    public void AnOldPortThatLosesItsCarrierGetsItBackWhenAHostReturns()
    {
        Fabric fabric = TestFabric.Create("wlc-");
        using NativeLab lab = NativeLab.Up(fabric, Options(fabric));
        lab.Switchyard.Move("wlc-b", new LinkEnd("wlc-leaf2", "swp1"), OldPort.Loses);
        Assert.Contains("NO-CARRIER", PortState("wlc-leaf1", "swp2"));
        lab.Switchyard.Move("wlc-b", new LinkEnd("wlc-leaf1", "swp2"), OldPort.Keeps);
        Assert.Contains("LOWER_UP", PortState("wlc-leaf1", "swp2"));
        Assert.Contains("LOWER_UP", PortState("wlc-leaf2", "swp1"));
    }

    [Fact]
    public void APortThatOthersShareDoesNotLoseItsCarrier()
    {
        Fabric fabric = TestFabric.Create("wls-");
        using NativeLab lab = NativeLab.Up(fabric, Options(fabric));
        lab.Switchyard.Move("wls-b", new LinkEnd("wls-leaf1", "swp1"), OldPort.Keeps);
        LabException fault = Assert.Throws<LabException>(() => lab.Switchyard.Move("wls-b", new LinkEnd("wls-leaf2", "swp1"), OldPort.Loses));
        Assert.Contains("wls-a is there too", fault.Message);
    }

    [Fact]
    public void ANamespaceOfTheSameNameThatIsNotOursIsRefusedAndLeftAlone()
    {
        Fabric fabric = TestFabric.Create("wlf-");
        s_commands.Run("ip", ["netns", "add", "wlf-leaf2"]);
        try
        {
            LabException fault = Assert.Throws<LabException>(() => NativeLab.Up(fabric, Options(fabric)));
            Assert.Contains("wlf-leaf2", fault.Message);
            Assert.True(NetworkNamespace.Exists("wlf-leaf2"));
            Assert.False(NetworkNamespace.Exists("wlf-leaf1"));
        }
        finally
        {
            s_commands.Run("ip", ["netns", "del", "wlf-leaf2"]);
        }
    }

    [Fact]
    public void TheNextUpRemovesWhatAnEndedOwnerLeftWithItsProcesses()
    {
        Fabric fabric = TestFabric.Create("wlk-");
        NativeLab first = NativeLab.Up(fabric, Options(fabric));
        using Process left = Process.Start("ip", ["netns", "exec", "wlk-a", "sleep", "1000"]);
        LabInventory inventory = InventoryStore.Load(fabric.Name)!;
        Assert.Throws<LabException>(() => NativeLab.Up(fabric, Options(fabric)));

        // An owner with this id but another start time is a process that has ended.
        InventoryStore.Save(inventory with { Owner = inventory.Owner with { StartTicks = 1 } });
        using NativeLab second = NativeLab.Up(fabric, Options(fabric));
        left.WaitForExit();
        Assert.Equal(137, left.ExitCode);
        second.Down();
        Assert.False(NetworkNamespace.Exists("wlk-a"));
        first.Down();
    }

    private static LabOptions Options(Fabric fabric) => new()
    {
        FabricFile = "/nonexistent.yaml",
        Output = Path.Combine(Path.GetTempPath(), fabric.Name),
        Routers = false,
    };

    /// <summary>The first ping may still meet the neighbour entry that failed before.</summary>
    private static void AssertReaches(string from, string to)
    {
        for (int attempt = 1; Ping(from, to).ExitCode != 0; attempt++)
        {
            Assert.True(attempt < 5, $"{from} never reaches {to}");
        }
    }

    private static CommandResult Ping(string from, string to) =>
        s_commands.Try("ip", ["netns", "exec", from, "ping", "-c", "1", "-W", "2", to]);

    private static string Links(string inNamespace) => s_commands.Run("ip", ["-n", inNamespace, "link", "show"]);

    /// <summary>The port's own flags, once it is administratively up.</summary>
    private static string PortState(string inNamespace, string port)
    {
        s_commands.Run("ip", ["-n", inNamespace, "link", "set", port, "up"]);
        return s_commands.Run("ip", ["-n", inNamespace, "link", "show", "dev", port]);
    }
}
