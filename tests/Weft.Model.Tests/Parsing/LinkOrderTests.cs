namespace Weft.Model.Tests;

public sealed class LinkOrderTests
{
    /// <summary>More ends than an unstable sort leaves alone.</summary>
    private const int Leaves = 40;

    [Fact]
    public void Links_of_one_entry_stay_in_the_order_in_which_it_names_their_ends()
    {
        string[] leaves = [.. Enumerable.Range(1, Leaves).Select(number => $"leaf{number}")];
        Fabric fabric = FabricFile.Load($"""
            fabric: demo
            nodes: [spine1, spine2, {string.Join(", ", leaves)}]
            links:
              - "{string.Join(", ", leaves)} -- spine1, spine2"
              - "spine1:swp1 -- spine2:swp1"
            """).Fabric!;
        string[] expected = [.. leaves.SelectMany(leaf => (string[])[$"{leaf} spine1", $"{leaf} spine2"]), "spine1 spine2"];
        Assert.Equal(expected, fabric.Links.Select(link => $"{link.A.Node} {link.B.Node}"));
    }
}
