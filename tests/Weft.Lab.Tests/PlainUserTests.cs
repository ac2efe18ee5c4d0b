using System.Text.Json;
using Weft.Stories;

namespace Weft.Lab.Tests;

/// <summary>What somebody without root meets, from the first command on.</summary>
public sealed class PlainUserTests : IDisposable
{
    private readonly PlainUser _user = new();

    [Fact]
    public void ACommandRunsAmongTheNamespacesOfAGuestAndHandsItsExitCodeOn()
    {
        CommandResult result = _user.Weft("lab", "up", "one-rack", "--", "sh", "-c", "ip netns exec vm-a ping -n -c 1 -W 5 10.1.0.12 | grep -o '1 received'; exit 9");
        Assert.True(result.ExitCode == 9, result.Error);
        Assert.Equal("1 received\n", result.Output);
        string[] said = result.Error.Split('\n');
        Assert.Equal("weft lab: without root this runs in User-Mode Linux; figures count on the machine's own kernel", said[0]);
        Assert.StartsWith("lab one-rack   User-Mode Linux   log: out/one-rack", said[1], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_user.Project, "out", "one-rack", "leaf1.log")));
    }

    [Fact]
    public async Task AHeldLabIsReachedFromASecondTerminalAndEndedFromThere()
    {
        // Root has a lab up at the same time, which is none of the user's business.
        LabInventory ofRoot = new() { Name = "wpu-of-root", FabricFile = "/nonexistent.yaml", Output = "/nonexistent", Owner = ProcessIdentity.Current, Namespaces = [] };
        InventoryStore.Save(ofRoot);
        try
        {
            await HoldReachAndEnd();
        }
        finally
        {
            InventoryStore.Remove(ofRoot.Name);
        }
    }

    [Fact]
    public void TheStoriesOfAFabricAreToldAsOneDocument()
    {
        CommandResult result = _user.Weft("lab", "run", "one-rack", "--json");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        RunReport report = JsonSerializer.Deserialize(result.Output, RunReportJson.Default.RunReport)!;
        Assert.Equal(("uml", true), (report.Kernel, report.Holds));
        Assert.NotEmpty(report.Stories);
    }

    [Fact]
    public void TheNativeKernelIsRefusedInOneLine()
    {
        CommandResult result = _user.Weft("lab", "run", "one-rack", "--native");
        Assert.Equal((5, "weft lab: the native kernel needs root: use sudo, or --uml\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void MissingPackagesAreNamedInOneLine()
    {
        // A Debian that has all but two.
        string query = Path.Combine(_user.Bin, "dpkg-query");
        File.WriteAllText(query, "#!/bin/sh\nfor package; do :; done\ncase $package in frr | user-mode-linux) exit 1 ;; esac\nprintf installed\n");
        new CommandRunner().Run("chmod", ["755", query]);
        CommandResult result = _user.Weft("lab", "up", "one-rack", "--", "true");
        Assert.Equal(5, result.ExitCode);
        Assert.Equal("missing packages, which only root can install: apt-get install -y --no-install-recommends frr user-mode-linux\n", result.Error);
    }

    public void Dispose() => _user.Dispose();

    private async Task HoldReachAndEnd()
    {
        Task<CommandResult> held = Task.Run(() => _user.Weft("lab", "up", "one-rack"));
        Wait.Until(() => held.IsCompleted || _user.Weft("lab", "exec", "vm-a", "--", "true").ExitCode == 0, TimeSpan.FromMinutes(5));
        Assert.False(held.IsCompleted);

        CommandResult ping = _user.Weft("lab", "exec", "vm-a", "--", "sh", "-c", "ping -n -c 1 -W 5 10.1.0.12 | grep -o '1 received'; echo oops >&2; exit 9");
        Assert.Equal((9, "1 received\n", "oops\n"), (ping.ExitCode, ping.Output, ping.Error));
        CommandResult move = _user.Weft("lab", "move", "vm-b", "leaf1:swp3");
        Assert.Equal((0, "vm-b: leaf1:swp2 -> leaf1:swp3, announced by garp, old port keeps its carrier\n"), (move.ExitCode, move.Output));
        Assert.Contains("10.1.0.12", _user.Weft("show", "hosts", "--node", "leaf1").Output, StringComparison.Ordinal);
        Assert.Contains("is at leaf1 swp3", _user.Weft("explain", "10.1.0.12").Output, StringComparison.Ordinal);
        CommandResult drain = _user.Weft("drain", "leaf1");
        Assert.True(drain.ExitCode == 1, drain.Output + drain.Error);
        Assert.Contains("hosts     vm-a, vm-b at leaf1", drain.Output, StringComparison.Ordinal);
        Assert.Equal(0, _user.Weft("undrain", "leaf1").ExitCode);

        CommandResult down = _user.Weft("lab", "down");
        Assert.Equal((0, "1 guest of User-Mode Linux switched off\n"), (down.ExitCode, down.Output));
        CommandResult ended = await held;
        Assert.True(ended.ExitCode == 0, ended.Error);
    }
}
