using Weft.Linux;

namespace Weft.Daemon.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void The_api_listens_below_run_unless_told_otherwise()
    {
        Assert.True(CommandLine.TryParse(["--fabric", "f.yaml", "--node", "leaf1"], out DaemonOptions? options, out _));
        Assert.Equal("/run/weft/leaf1.sock", options.ApiPath);
        Assert.Equal(BridgeDriverChoice.Automatic, options.Driver);
        Assert.Equal(LogLevel.Information, options.LogLevel);
        Assert.Equal("/var/lib/weft", options.StateFolder);
        Assert.Null(options.RecordPath);
    }

    [Fact]
    public void Every_option_is_taken()
    {
        string[] arguments =
        [
            "--log-json", "--check", "--fabric", "f.yaml", "--node", "leaf1", "--api", "/tmp/a.sock", "--state", "/tmp/s", "--record", "r.json", "--driver", "plain", "--log-level", "warning",
        ];
        Assert.True(CommandLine.TryParse(arguments, out DaemonOptions? options, out _));
        Assert.Equal(
            new DaemonOptions
            {
                FabricPath = "f.yaml",
                NodeName = "leaf1",
                ApiPath = "/tmp/a.sock",
                StateFolder = "/tmp/s",
                RecordPath = "r.json",
                Driver = BridgeDriverChoice.Plain,
                LogLevel = LogLevel.Warning,
                LogJson = true,
                IsCheck = true,
            },
            options);
    }

    [Theory]
    [InlineData("option --fabric is missing", "--node", "leaf1")]
    [InlineData("option --node is missing", "--fabric", "f.yaml")]
    [InlineData("unknown option 'leaf1'", "--fabric", "f.yaml", "leaf1")]
    [InlineData("option --node needs a value", "--fabric", "f.yaml", "--node")]
    [InlineData("option --fabric needs a value", "--fabric", "--node", "leaf1")]
    [InlineData("option --node is given twice", "--node", "a", "--node", "b")]
    [InlineData("'maybe' is not a choice for --fast-path: use on or off", "--fabric", "f", "--node", "n", "--fast-path", "maybe")]
    [InlineData("'ovs' is not a driver: use plain or vlan-aware", "--fabric", "f", "--node", "n", "--driver", "ovs")]
    [InlineData("'all' is not a log level: use debug, information, warning or alarm", "--fabric", "f", "--node", "n", "--log-level", "all")]
    public void What_is_wrong_is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        Assert.False(CommandLine.TryParse(arguments, out _, out string? error));
        Assert.Equal(sentence, error);
    }
}
