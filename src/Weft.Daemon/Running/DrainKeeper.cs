using System.Globalization;

namespace Weft.Daemon;

/// <summary>Keeps it beyond the daemon's life that the node is drained: who works on a node does not want it back after a restart. A file in
/// the state folder says so; its being there is all that counts.</summary>
internal sealed class DrainKeeper(string folder, string node, NodeCore core, DaemonLog log)
{
    private readonly string _path = Path.Combine(folder, node + ".drained");

    /// <summary>Takes up what an earlier life left. Comes before anything is announced.</summary>
    public void Restore()
    {
        if (File.Exists(_path))
        {
            core.Drain(drained: true, atOnce: true);
            log.Write(LogLevel.Warning, "drained", $"{node} was drained and stays so until weft undrain {node}");
        }
    }

    /// <summary>Begins to drain the node or to bring it back; why not when what has begun could not outlive the daemon.</summary>
    public string? Set(bool drained)
    {
        try
        {
            Keep(drained);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"nothing was changed, because it could not be kept for the next start: {exception.Message}";
        }

        core.Drain(drained, atOnce: false);
        return null;
    }

    private void Keep(bool drained)
    {
        if (!drained)
        {
            // A folder that was never made has no file to remove.
            if (Directory.Exists(folder))
            {
                File.Delete(_path);
            }

            return;
        }

        Directory.CreateDirectory(folder);
        using FileStream file = new(_path, FileMode.OpenOrCreate, FileAccess.Write);
        if (file.Length == 0)
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'\n", CultureInfo.InvariantCulture)));
        }

        // A node may be switched off in the next minute.
        file.Flush(flushToDisk: true);
    }
}
