using Weft.Model;

namespace Weft.Stories.Tests;

public sealed class MoveLanesTests
{
    private static readonly Fabric s_fabric = FabricFile.Load(
        """
        fabric: demo
        nodes: { leaf1: {}, leaf2: {}, leaf3: {}, leaf4: {}, edge1: { role: edge }, spine1: { role: spine }, spine2: { role: spine } }
        links: ["leaf1, leaf2, leaf3, leaf4, edge1 -- spine1, spine2"]
        outside: { core: { as: 65100, edges: [edge1] } }
        """).Fabric!;

    [Fact]
    public void TheHostAndItsLeavesComeFirstThenWhoeverTakesPartByRole()
    {
        HashSet<string> parts = ["core", "leaf4", "edge1", "spine1", "leaf1", "leaf2"];
        Assert.Equal(
            ["a Host", "leaf1 OldLeaf", "leaf2 NewLeaf", "spine1 Spine", "edge1 Edge", "core Outside", "leaf4 Leaf"],
            MoveLanes.Of(s_fabric, "a", new LinkEnd("leaf1", "swp1"), new LinkEnd("leaf2", "swp1"), parts, out int leftOut).Select(lane => $"{lane.Name} {lane.Role}"));
        Assert.Equal(0, leftOut);
    }

    [Fact]
    public void WithinOneLeafThereIsOneLeafLane() =>
        Assert.Equal(["a", "leaf1"], MoveLanes.Of(s_fabric, "a", new LinkEnd("leaf1", "swp1"), new LinkEnd("leaf1", "swp2"), new HashSet<string>(), out _).Select(lane => lane.Name));

    [Theory]
    [InlineData("host-moved", MomentKind.Confirm)]
    [InlineData("host-yielded", MomentKind.Yield)]
    [InlineData("host-duplicate", MomentKind.Event)]
    public void AnEventAboutTheHostHasItsMark(string kind, MomentKind expected) => Assert.Equal(expected, MoveLanes.KindOf(kind));
}
