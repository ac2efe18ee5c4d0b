using Weft.Testing;

namespace Weft.Model.Tests;

/// <summary>The fabrics that come with the project.</summary>
internal static class ExampleFabrics
{
    public static IReadOnlyList<string> Paths { get; } = [.. Repository.Files.Where(path => path.StartsWith("fabrics/", StringComparison.Ordinal))];

    /// <summary>A fabric by its name, which must load without any fault.</summary>
    public static Fabric Load(string name)
    {
        FabricLoad load = FabricFile.Load(Repository.Read($"fabrics/{name}.yaml"));
        Assert.Empty(load.Faults);
        return load.Fabric!;
    }
}
