using System.Text;

namespace Weft.Lab.Tests;

/// <summary>The unit of <c>packaging</c> below a real systemd, which boots in a guest kernel.</summary>
[Collection(GuestSessions.Own)]
public sealed class SystemdTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    [Fact]
    public void TheUnitStartsReadyIsRestartedReloadsAndStopsWithoutAHostNoticing()
    {
        string data = Path.Combine(Repository.Root, "tests", "data", "systemd");
        using MemoryStream output = new();
        using MemoryStream error = new();
        UmlRunner runner = new(output, error) { IsFirstProcess = true };
        string[] shown = [data, Path.Combine(Repository.Root, "packaging"), Path.GetDirectoryName(PublishedWeft.Daemon)!];
        int exit = runner.Run(
            ["bash", Path.Combine(data, "boot.sh"), data, shown[1], PublishedWeft.Daemon],
            shown.Where(UmlShare.IsHidden).Select(folder => new UmlShare(folder, false)),
            s_limit,
            TestContext.Current.CancellationToken);
        string said = Encoding.UTF8.GetString(output.ToArray());
        Assert.True(exit == 0, said + Encoding.UTF8.GetString(error.ToArray()));
        string[] facts = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(fact => !fact.StartsWith("restart-ms:", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "start: 0", "Type: notify", "ActiveState: active", "SubState: running", "NRestarts: 0",
                "CapEff:\t0000008000003000", "CapBnd:\t0000008000003000", "NoNewPrivs:\t1", "Seccomp:\t2",
                "socket: socket", "gateway: vlan10@br0 UP 10.1.0.1/24 ", "route: 10.2.0.12 dev vlan20 proto 200 scope link metric 1024 ",
                "ActiveState: active", "NRestarts: 6", "adopted: yes",
                "reload-wrong: 1", "VLAN 5000 is outside 1-4094", "reload-right: 0", "reloaded: same-process", "ActiveState: active",
                "stop: 0", "ActiveState: inactive", "Result: success", "ping: 0% packet loss",
            ],
            facts);
    }
}
