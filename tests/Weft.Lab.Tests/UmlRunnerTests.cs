using System.Diagnostics;

namespace Weft.Lab.Tests;

/// <summary>Guests of User-Mode Linux: what goes in, what comes out, and what is left behind.</summary>
[Collection(GuestSessions.Own)]
public sealed class UmlRunnerTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-guest-tests-").FullName;

    [Fact]
    public void TheCommandsOutputsComeApartWhileItRunsAndItsExitCodeAtTheEnd()
    {
        using WatchedOutput output = new(text => File.WriteAllText(Path.Combine(_folder, "heard"), text));
        using WatchedOutput error = new(_ => { });
        string heard = $"echo first; until grep -q first {_folder}/heard 2>/dev/null; do sleep 0.1; done";
        int exit = Run(output, error, $"echo noise >/dev/console; echo noise >/dev/kmsg; {heard}; echo wrong >&2; echo second; exit 7");
        Assert.Equal((7, "first\nsecond\n", "wrong\n"), (exit, output.Text, error.Text));
    }

    [Fact]
    public void AGuestChangesNoFileOfThisMachineOutsideItsSharedFolder()
    {
        string outside = Path.Combine(Directory.GetCurrentDirectory(), $"weft-guest-{Environment.ProcessId}");
        using WatchedOutput output = new(_ => { });
        using WatchedOutput error = new(_ => { });
        string script = $"""
            touch {outside} /etc/weft-guest && echo written
            mkdir -p /tmp/host && mount -t hostfs -o / none /tmp/host && touch /tmp/host{outside} /tmp/host/etc/weft-guest && echo broken-out
            touch /var/lib/own /tmp/own /run/own && echo own
            echo kept >{_folder}/kept
            """;
        Run(output, error, script);
        Assert.Equal("own\n", output.Text);
        Assert.Contains("Read-only file system", error.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(outside));
        Assert.False(File.Exists("/etc/weft-guest") || File.Exists("/var/lib/own") || File.Exists("/run/own"));
        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(_folder, "kept")));
    }

    [Fact]
    public void AGuestThatIsEndedAmongItsProcessesLeavesNone()
    {
        int[] sessions = [];
        using CancellationTokenSource end = new();
        using WatchedOutput output = new(_ =>
        {
            sessions = GuestSessions.StartedBy(Environment.ProcessId);
            end.Cancel();
        });
        LabException ended = Assert.Throws<LabException>(() => Run(output, Stream.Null, "for i in 1 2 3 4 5 6; do sleep 600 & done; echo up; wait", end.Token));
        Assert.Contains("ended by a signal", ended.Message, StringComparison.Ordinal);
        Assert.NotEmpty(sessions);
        Assert.Equal(0, GuestSessions.Count(sessions));
    }

    [Fact]
    public void AGuestThatRunsTooLongIsEnded()
    {
        UmlRunner runner = new(Stream.Null, Stream.Null);
        LabException ended = Assert.Throws<LabException>(() => runner.Run(["sleep", "600"], [], TimeSpan.FromSeconds(2), CancellationToken.None));
        Assert.Contains("did not end within 2 s", ended.Message, StringComparison.Ordinal);
        Assert.Empty(GuestSessions.StartedBy(Environment.ProcessId));
    }

    [Theory]
    [InlineData("INT", 5)]
    [InlineData("TERM", 5)]
    [InlineData("KILL", 137)]
    public void AWeftThatIsEndedTakesItsGuestAndItsFilesWithIt(string signal, int exitCode)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "own")).FullName;
        Dictionary<string, string> environment = new() { ["TMPDIR"] = folder };
        using Process weft = WholeRun.Start(folder, environment, "lab", "up", "one-rack", "--uml", "--", "sleep", "600");
        int[] sessions = [];
        Assert.True(Wait.Until(() => GuestSessions.Count(sessions = GuestSessions.StartedBy(weft.Id)) > 5, s_limit));
        new CommandRunner().Run("kill", [$"-{signal}", $"{weft.Id}"]);
        Assert.True(weft.WaitForExit(s_limit));
        Assert.Equal(exitCode, weft.ExitCode);
        Assert.True(Wait.Until(() => GuestSessions.Count(sessions) == 0, s_limit));
        Assert.Empty(Directory.EnumerateDirectories(folder, "weft-uml-*"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private int Run(Stream output, Stream error, string script, CancellationToken end = default) =>
        new UmlRunner(output, error).Run(["sh", "-c", script], [new UmlShare(_folder, true)], s_limit, end);
}
