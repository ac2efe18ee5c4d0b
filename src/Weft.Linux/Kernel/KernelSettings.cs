namespace Weft.Linux;

/// <summary>Settings below /proc/sys. Those below net/ are of the calling thread's network namespace.</summary>
internal static class KernelSettings
{
    internal static string? Read(string name)
    {
        try
        {
            return File.ReadAllText(PathOf(name)).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static KernelResult Write(string name, string value)
    {
        try
        {
            File.WriteAllText(PathOf(name), value);
            return KernelResult.Success;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new KernelResult(Errno.NoEntry);
        }
        catch (UnauthorizedAccessException exception)
        {
            return new KernelResult(Errno.NotPermitted, exception.Message);
        }
        catch (IOException exception)
        {
            return new KernelResult(Errno.Invalid, exception.Message);
        }
    }

    private static string PathOf(string name) => $"/proc/sys/{name}";
}
