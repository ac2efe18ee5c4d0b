namespace Weft.Testing;

/// <summary>The packet captures of <c>tests/data/captures</c>, found beside the running test.</summary>
public static class Captures
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "captures");

    /// <summary>The names of all captures, sorted, without ".pcap".</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.pcap").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>The frames of one capture, e.g. "host-boot-arp-nd".</summary>
    public static IReadOnlyList<CapturedFrame> Read(string name) => PcapReader.Read(File.ReadAllBytes(Path.Combine(Folder, name + ".pcap")));
}
