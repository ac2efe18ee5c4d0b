namespace Weft.Model.Tests;

/// <summary>Finds the repository that these tests were built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    public static string[] Fabrics() => [.. Directory.GetFiles(Path.Combine(Root, "fabrics"), "*.yaml").Order(StringComparer.Ordinal)];

    public static Fabric LoadFabric(string name)
    {
        FabricLoad load = FabricFile.Load(Read($"fabrics/{name}.yaml"));
        Assert.Empty(load.Faults);
        return load.Fabric!;
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Weft.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("no Weft.slnx above the tests");
    }
}
