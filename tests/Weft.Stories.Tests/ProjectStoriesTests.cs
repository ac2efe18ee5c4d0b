using Weft.Model;
using Weft.Testing;

namespace Weft.Stories.Tests;

/// <summary>The stories that the project ships.</summary>
public sealed class ProjectStoriesTests
{
    public static TheoryData<string> Files => [.. Repository.FilesEnding(".yaml").Where(path => path.StartsWith("stories/", StringComparison.Ordinal)).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void AStoryHasNoFaultAndNamesOnlyWhatItsFabricHas(string file)
    {
        StoryLoad load = StoryFile.Parse(Repository.Read($"stories/{file}"), file);
        Assert.Empty(load.Faults);
        Story story = load.Story!;
        Assert.Equal(Path.GetFileNameWithoutExtension(file), story.Name);
        Fabric fabric = FabricFile.Load(Repository.Read($"fabrics/{story.Fabric}.yaml")).Fabric!;
        Assert.Empty(StoryCheck.Check(story, fabric));
        Assert.NotEmpty(story.Claims);
    }

    [Fact]
    public void ANameThatTheFabricDoesNotHaveIsAFaultWithASuggestion()
    {
        Story story = StoryFile.Parse("story: s\nsays: x\nfabric: t\nsteps:\n- move: { host: b, to: 'leaf1:swp9' }\n- kill: laef1\n", "s.yaml").Story!;
        IEnumerable<StoryFault> faults = StoryCheck.Check(story, TestFabric.Create());
        Assert.Equal(
            ["s.yaml:5:1: `leaf1:swp9` is not among the host ports of t (did you mean `leaf1:swp1`? host ports: leaf1:swp1, leaf1:swp2, leaf2:swp1, leaf2:swp2)",
             "s.yaml:6:1: `laef1` is not among the nodes of t (did you mean `leaf1`? nodes: leaf1, leaf2, edge1, isp)"],
            faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void AFabricWithoutHostRoutingIsTheSameButForThat()
    {
        string text = Repository.Read("fabrics/two-dc.yaml");
        Fabric with = FabricFile.Load(text).Fabric!;
        Fabric without = FabricFile.Load(FabricVariant.WithoutHostRouting(text)).Fabric!;
        Assert.True(with.HostRouting);
        Assert.False(without.HostRouting);
        Assert.Equal(with.Hosts.Select(host => host.Name), without.Hosts.Select(host => host.Name));
        Assert.Equal(FabricVariant.WithoutHostRouting(text), FabricVariant.WithoutHostRouting(FabricVariant.WithoutHostRouting(text)));
    }
}
