using System.Diagnostics.CodeAnalysis;
using Weft.Linux;

namespace Weft.Daemon;

/// <summary>Reads the command line.</summary>
public static class CommandLine
{
    public const string Usage = """
        usage: weftd --fabric FILE --node NAME [options]
          --fabric FILE               the fabric file
          --node NAME                 the node of the fabric that this machine is
          --api SOCKET                the API's Unix socket (default: /run/weft/NAME.sock)
          --state FOLDER              what must outlive the daemon, as that the node is drained (default: /var/lib/weft)
          --keys FILE                 the keys of IS-IS (default: what the fabric file says)
          --record FILE               record every input and output, as JSON lines
          --driver plain|vlan-aware   one bridge per VLAN, or one VLAN-aware bridge (default: what the kernel can do)
          --fast-path on|off          let frames of known hosts pass bridge and packet filter by, where the kernel can (default: on)
          --log-level LEVEL           debug, information, warning or alarm (default: information)
          --log-json                  log JSON lines
          --check                     say whether the file is right for the node, change nothing and end
          --version, --help
        """;

    /// <summary>Reads arguments. Returns false with one sentence when they are wrong.</summary>
    public static bool TryParse(
        ReadOnlySpan<string> arguments, [NotNullWhen(true)] out DaemonOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = null;
        Dictionary<string, string> values = [];
        bool json = false;
        bool check = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            if (name == "--log-json")
            {
                json = true;
                continue;
            }

            if (name == "--check")
            {
                check = true;
                continue;
            }

            if (name is not ("--fabric" or "--node" or "--api" or "--state" or "--record" or "--keys" or "--driver" or "--fast-path" or "--log-level"))
            {
                return Fail($"unknown option '{name}'", out error);
            }

            if (i + 1 == arguments.Length || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                return Fail($"option {name} needs a value", out error);
            }

            if (!values.TryAdd(name, arguments[++i]))
            {
                return Fail($"option {name} is given twice", out error);
            }
        }

        return TryBuild(values, json, check, out options, out error);
    }

    private static bool TryBuild(
        Dictionary<string, string> values, bool json, bool check, out DaemonOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = null;
        if (!values.TryGetValue("--fabric", out string? fabric))
        {
            return Fail("option --fabric is missing", out error);
        }

        if (!values.TryGetValue("--node", out string? node))
        {
            return Fail("option --node is missing", out error);
        }

        if (!TryDriver(values.GetValueOrDefault("--driver"), out BridgeDriverChoice driver))
        {
            return Fail($"'{values["--driver"]}' is not a driver: use plain or vlan-aware", out error);
        }

        if (!TryLevel(values.GetValueOrDefault("--log-level"), out LogLevel level))
        {
            return Fail($"'{values["--log-level"]}' is not a log level: use debug, information, warning or alarm", out error);
        }

        if (values.GetValueOrDefault("--fast-path") is { } choice and not ("on" or "off"))
        {
            return Fail($"'{choice}' is not a choice for --fast-path: use on or off", out error);
        }

        options = new DaemonOptions
        {
            FabricPath = fabric,
            NodeName = node,
            ApiPath = values.GetValueOrDefault("--api") ?? Path.Combine(DaemonOptions.ApiFolder, node + ".sock"),
            StateFolder = values.GetValueOrDefault("--state") ?? Environment.GetEnvironmentVariable("STATE_DIRECTORY") ?? DaemonOptions.DefaultStateFolder,
            KeysPath = values.GetValueOrDefault("--keys"),
            RecordPath = values.GetValueOrDefault("--record"),
            Driver = driver,
            FastPath = values.GetValueOrDefault("--fast-path") != "off",
            LogLevel = level,
            LogJson = json,
            IsCheck = check,
        };
        error = null!;
        return true;
    }

    private static bool TryDriver(string? text, out BridgeDriverChoice driver)
    {
        driver = text switch { "plain" => BridgeDriverChoice.Plain, "vlan-aware" => BridgeDriverChoice.VlanAware, _ => BridgeDriverChoice.Automatic };
        return text is null or "plain" or "vlan-aware";
    }

    private static bool TryLevel(string? text, out LogLevel level)
    {
        level = text switch { "debug" => LogLevel.Debug, "warning" => LogLevel.Warning, "alarm" => LogLevel.Alarm, _ => LogLevel.Information };
        return text is null or "debug" or "information" or "warning" or "alarm";
    }

    private static bool Fail(string sentence, out string error)
    {
        error = sentence;
        return false;
    }
}
