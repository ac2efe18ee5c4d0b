using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation.Tests;

/// <summary>The project's fabrics and stories, for tests.</summary>
internal static class StoryWorlds
{
    /// <summary>The stories of all fabrics, in the order of their names.</summary>
    public static IReadOnlyList<Story> Stories { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "stories"), "*.yaml").Order(StringComparer.Ordinal).Select(Read)];

    public static Fabric Fabric(string name) =>
        FabricFile.Load(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fabrics", name + ".yaml"))).Fabric!;

    public static SimStage Stage(Story story, ulong seed = 1) =>
        new(new SimWorld(Fabric(story.Fabric) with { HostRouting = story.HostRouting }, new SimOptions { Seed = seed, Model = story.Model }));

    private static Story Read(string path)
    {
        StoryLoad load = StoryFile.Parse(File.ReadAllText(path), Path.GetFileName(path));
        return load.Story ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
    }
}
