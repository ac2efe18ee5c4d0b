namespace Weft.Daemon;

/// <summary>Tells one life of the machine from another: the monotonic clock starts anew with each.</summary>
internal static class BootId
{
    private const string Source = "/proc/sys/kernel/random/boot_id";

    public static string Read() => File.Exists(Source) ? File.ReadAllText(Source).Trim() : "unknown";
}
