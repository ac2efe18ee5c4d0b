namespace Weft.Model.Tests;

/// <summary>Which links BFD watches, and how fast.</summary>
public sealed class BfdTests
{
    private static readonly TimeSpan s_default = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Without_a_word_links_between_sites_are_watched_and_others_are_not()
    {
        Fabric fabric = Load("");
        Assert.Null(Link(fabric, "a-b").Bfd);
        Assert.Equal(new BfdTiming(s_default, 3), Link(fabric, "b-c").Bfd);
        Assert.Equal(new BfdTiming(s_default, 3), Assert.Single(NodePlanner.Derive(fabric, "c").Ports).Bfd);
    }

    [Theory]
    [InlineData("bfd: all", true, true)]
    [InlineData("bfd: interconnects", false, true)]
    [InlineData("bfd: none", false, false)]
    public void The_fabric_says_which_links_are_watched(string line, bool within, bool between)
    {
        Fabric fabric = Load(line);
        Assert.Equal((within, between), (Link(fabric, "a-b").Bfd is not null, Link(fabric, "b-c").Bfd is not null));
    }

    [Theory]
    [InlineData("true", 100, 3)]
    [InlineData("{ interval: 50ms, multiplier: 4 }", 50, 4)]
    [InlineData("{ multiplier: 7 }", 100, 7)]
    [InlineData("false", 0, 0)]
    public void A_link_has_the_last_word(string bfd, int milliseconds, int multiplier)
    {
        BfdTiming? expected = multiplier == 0 ? null : new BfdTiming(TimeSpan.FromMilliseconds(milliseconds), multiplier);
        Assert.Equal(expected, Link(Load("", bfd), "b-c").Bfd);
    }

    [Fact]
    public void The_timers_set_what_links_do_not()
    {
        Fabric fabric = Load("timers: { bfd-interval: 200ms, bfd-multiplier: 5 }");
        Assert.Equal(new BfdTiming(TimeSpan.FromMilliseconds(200), 5), Link(fabric, "b-c").Bfd);
    }

    [Theory]
    [InlineData("{ interval: 10ms }")]
    [InlineData("{ multiplier: 1 }")]
    [InlineData("sometimes")]
    public void What_no_session_could_run_at_is_a_fault(string bfd) => Assert.Null(FabricFile.Load(Text("", bfd)).Fabric);

    private static FabricLink Link(Fabric fabric, string name) => fabric.Links.Single(link => link.Name == name);

    private static Fabric Load(string line, string? bfd = null)
    {
        FabricLoad load = FabricFile.Load(Text(line, bfd));
        return load.Fabric ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
    }

    private static string Text(string line, string? bfd) =>
        $$"""
        fabric: test
        {{line}}
        sites: [north, south]
        nodes:
          a: { site: north, role: spine }
          b: { site: north, role: edge }
          c: { site: south, role: edge }
        links:
          - a -- b
          - { ends: b -- c{{(bfd is null ? "" : $", bfd: {bfd}")}} }
        """;
}
