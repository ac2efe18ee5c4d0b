namespace Weft.Lab.Tests;

/// <summary>The programs as a user gets them: what the <c>weft</c> script publishes on its first lab.</summary>
internal static class PublishedWeft
{
    private static readonly Lazy<string> s_artifacts = new(Publish);

    /// <summary>The folder of both programs.</summary>
    public static string Artifacts => s_artifacts.Value;

    /// <summary>The daemon, compiled ahead of time.</summary>
    public static string Daemon => Path.Combine(Artifacts, "weftd", "weftd");

    private static string Publish()
    {
        new CommandRunner().Run(Path.Combine(Repository.Root, "weft"), ["lab", "inspect"]);
        return Path.Combine(Repository.Root, "artifacts");
    }
}
