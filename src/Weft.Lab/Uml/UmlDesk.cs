using System.Diagnostics;

namespace Weft.Lab;

/// <summary>A running guest as others on this machine find it: they leave a question in a folder of its job, and it answers there.</summary>
public sealed class UmlDesk
{
    /// <summary>The folder of questions below the job's.</summary>
    internal const string Folder = "asks";

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    private readonly string _job;
    private readonly int _kernel;

    private UmlDesk(string job, int kernel)
    {
        _job = job;
        _kernel = kernel;
    }

    private bool IsAlive => UmlSession.IsRunning(_kernel);

    /// <summary>The guests of this user; of everybody for root.</summary>
    public static IReadOnlyList<UmlDesk> Running()
    {
        List<UmlDesk> desks = [];
        foreach (string job in Directory.EnumerateDirectories(Path.GetTempPath(), UmlRunner.JobPrefix + "*").Order(StringComparer.Ordinal))
        {
            try
            {
                if (Directory.Exists(Path.Combine(job, Folder))
                    && int.TryParse(File.ReadAllText(Path.Combine(job, "kernel")), out int kernel)
                    && UmlSession.IsRunning(kernel))
                {
                    desks.Add(new UmlDesk(job, kernel));
                }
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or just ending.
            }
        }

        return desks;
    }

    /// <summary>Runs a command in the guest, in the current directory where the guest has it, and returns its exit code. It has no
    /// input. Throws <see cref="LabException"/> when the guest ends first.</summary>
    public int Ask(IEnumerable<string> command, Stream output, Stream error, CancellationToken end)
    {
        string question = Path.Combine(_job, Folder, Guid.NewGuid().ToString("N"));
        using FileStream said = Open(question + ".out");
        using FileStream complained = Open(question + ".err");
        Leave(question, UmlScript.Write(_job, Directory.GetCurrentDirectory(), command));
        try
        {
            while (true)
            {
                bool isOver = File.Exists(question + ".exit");
                Copy(said, output);
                Copy(complained, error);
                if (isOver)
                {
                    return int.Parse(File.ReadAllText(question + ".exit").Trim());
                }

                if (end.IsCancellationRequested || !IsAlive)
                {
                    throw new LabException(IsAlive ? "ended by a signal" : "the guest ended before it answered");
                }

                Thread.Sleep(s_poll);
            }
        }
        finally
        {
            foreach (string kind in (string[])[".ask", ".run", ".out", ".err", ".exit"])
            {
                Forget(question + kind);
            }
        }
    }

    /// <summary>Switches the guest off; its holder sees it end in order.</summary>
    public void SwitchOffGuest(TimeSpan patience)
    {
        Leave(Path.Combine(_job, Folder, "off"), UmlGuest.Off + "off 0\n");
        Stopwatch clock = Stopwatch.StartNew();
        while (IsAlive)
        {
            if (clock.Elapsed > patience)
            {
                throw new LabException($"the guest does not end within {patience.TotalSeconds:0} s");
            }

            Thread.Sleep(s_poll);
        }
    }

    private static void Leave(string question, string script)
    {
        File.WriteAllText(question + ".new", script);
        File.Move(question + ".new", question + ".ask");
    }

    private static FileStream Open(string path) => new(path, FileMode.Create, FileAccess.Read | FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static void Copy(FileStream from, Stream to)
    {
        from.CopyTo(to);
        to.Flush();
    }

    private static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // The guest has ended and its holder has removed the job.
        }
    }
}
