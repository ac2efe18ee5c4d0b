using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>Ports that must be down, on the fake kernel and on the real one.</summary>
public sealed class ShutPortTests
{
    private static readonly ShutPortRow s_row = new(TestFabric.Mac(0x99), Instant.Zero, Instant.Zero + TimeSpan.FromMinutes(5));

    [Fact]
    public void A_port_goes_down_with_its_row_and_comes_up_without()
    {
        FakeNode node = new(TestFabric.Leaf1);
        Shut(node, "swp1");
        Assert.False(IsUp(node, "swp1"));
        Assert.True(IsUp(node, "swp2"));
        Assert.True(node.Tables.ShutPorts.Remove(node.Plan.Port("swp1")));
        node.Apply();
        Assert.True(IsUp(node, "swp1"));
    }

    [Fact]
    public void A_port_that_somebody_sets_up_is_taken_down_again()
    {
        FakeNode node = new(TestFabric.Leaf1);
        Shut(node, "swp1");
        node.Kernel.ChangeLink(node.IndexOf("swp1"), new KernelLinkChange { Up = true });
        node.DataPlane.Repair(node.Now);
        Assert.False(IsUp(node, "swp1"));
    }

    [Fact]
    public void A_port_that_was_shut_before_a_restart_does_not_come_up_for_a_moment()
    {
        FakeNode node = new(TestFabric.Leaf1);
        Shut(node, "swp1");
        NodeTables known = new();
        known.ShutPorts.Set(node.Plan.Port("swp1"), s_row);
        KernelDataPlane next = new(node.Plan, node.Kernel, node.Filters, node.Events);
        next.Prepare(known);
        Assert.False(IsUp(node, "swp1"));

        // Nobody remembers it any more.
        new KernelDataPlane(node.Plan, node.Kernel, node.Filters, node.Events).Prepare();
        Assert.True(IsUp(node, "swp1"));
    }

    [Fact]
    public void A_port_without_an_interface_is_shut_when_it_comes()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.Outsider.DeleteLink("swp1");
        node.DataPlane.HandleEvents(node.Now);
        Shut(node, "swp1");
        node.Outsider.PlugIn("swp1", TestFabric.Mac(0xF000));
        node.DataPlane.HandleEvents(node.Now);
        Assert.False(IsUp(node, "swp1"));
    }

    [Fact]
    public void The_kernel_takes_it_down_and_the_node_is_told()
    {
        using NativeNode node = new(TestFabric.Leaf1);
        NamespaceLinks.CreateVeth(new VethEnd(node.Namespace, "swp1"), new VethEnd(node.Namespace, "far1"));
        NamespaceLinks.SetUp(node.Namespace, "far1", up: true);
        node.Start();
        node.Until(() => node.Status("swp1").Up);
        node.Tables.ShutPorts.Set(node.Plan.Port("swp1"), s_row);
        node.Apply();
        node.Until(() => !node.Status("swp1").Up);
        Assert.Empty(node.Events.Events);
        node.Tables.ShutPorts.Remove(node.Plan.Port("swp1"));
        node.Apply();
        node.Until(() => node.Status("swp1").Up);
    }

    private static void Shut(FakeNode node, string port)
    {
        node.Tables.ShutPorts.Set(node.Plan.Port(port), s_row);
        node.Apply();
    }

    private static bool IsUp(FakeNode node, string port) => node.Kernel.LinkRows[node.IndexOf(port)].IsUp;
}
