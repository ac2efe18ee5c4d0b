namespace Weft.Daemon;

/// <summary>A file of <see cref="GrantLine"/>s, appended to as things happen and written anew when most of it is history. What was written outlives the daemon at once and
/// the machine within a moment: the file is brought to the disk beside the daemon's work, not in it.</summary>
internal sealed class GrantJournal(string path) : IDisposable
{
    /// <summary>Lines beyond twice those that count, before the file is written anew.</summary>
    public const int Slack = 1_000;

    private StreamWriter? _writer;
    private Task _flush = Task.CompletedTask;
    private bool _isDirty;

    /// <summary>Lines in the file.</summary>
    public int Lines { get; private set; }

    /// <summary>Reads all lines, the oldest first, and counts those that cannot be read. A journal that is not there is empty. Throws <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/>.</summary>
    public List<GrantLine> Read(out int damaged)
    {
        damaged = 0;
        List<GrantLine> lines = [];
        if (!File.Exists(path))
        {
            return lines;
        }

        foreach (string text in File.ReadLines(path))
        {
            Lines++;
            if (GrantLine.TryParse(text, out GrantLine line))
            {
                lines.Add(line);
            }
            else
            {
                damaged++;
            }
        }

        return lines;
    }

    /// <summary>Appends lines. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public void Append(IEnumerable<GrantLine> lines)
    {
        StreamWriter writer = _writer ??= Open(FileMode.Append);
        foreach (GrantLine line in lines)
        {
            writer.Write(line.ToString());
            writer.Write('\n');
            Lines++;
        }

        writer.Flush();
        _isDirty = true;
        FlushBeside();
    }

    /// <summary>Writes the file anew. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>; the old one then stays.</summary>
    public void Rewrite(IEnumerable<GrantLine> lines)
    {
        Close();
        string next = path + ".next";
        int count = 0;
        using (StreamWriter writer = new(Create(next, FileMode.Create)))
        {
            foreach (GrantLine line in lines)
            {
                writer.Write(line.ToString());
                writer.Write('\n');
                count++;
            }

            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        Lines = count;
    }

    /// <summary>Brings to the disk what was written since it was last begun, unless that is still under way.</summary>
    public void FlushBeside()
    {
        if (_isDirty && _flush.IsCompleted && _writer?.BaseStream is FileStream file)
        {
            _isDirty = false;
            Microsoft.Win32.SafeHandles.SafeFileHandle handle = file.SafeFileHandle;
            _flush = Task.Run(() => FlushQuietly(handle));
        }
    }

    public void Dispose() => Close();

    // A disk that fails here fails at the next line, too, where somebody is told.
    private static void FlushQuietly(Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
        }
    }

    private StreamWriter Open(FileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream file = Create(path, mode);
        StreamWriter writer = new(file);

        // A line that was cut off by the end of the machine must not take the next one with it.
        if (file.Length > 0 && !EndsWithLine())
        {
            writer.Write('\n');
        }

        return writer;
    }

    private static FileStream Create(string at, FileMode mode) => new(at, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.Read,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    private bool EndsWithLine()
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    private void Close()
    {
        _flush.Wait();
        _writer?.Dispose();
        _writer = null;
    }
}
