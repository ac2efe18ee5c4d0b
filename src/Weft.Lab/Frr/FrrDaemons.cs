using System.Text.Json;

namespace Weft.Lab;

/// <summary>
/// <c>zebra</c> and <c>bgpd</c> of one namespace, with configuration, sockets and process files in a directory of their own, so
/// that they never meet a routing suite that the machine itself runs.
/// </summary>
public sealed class FrrDaemons : IDisposable
{
    private const string Programs = "/usr/lib/frr";
    private readonly CommandRunner _commands;
    private readonly string _directory;
    private readonly List<NamespaceProcess> _processes = [];

    private readonly string _output;

    private FrrDaemons(string name, string directory, string output, CommandRunner commands)
    {
        Name = name;
        _directory = directory;
        _output = output;
        _commands = commands;
    }

    /// <summary>The node or outside router.</summary>
    public string Name { get; }

    /// <summary>Starts <c>zebra</c> in the namespace <paramref name="name"/>.</summary>
    public static FrrDaemons StartZebra(string lab, string name, string output, CommandRunner commands)
    {
        if (!File.Exists(Path.Combine(Programs, "bgpd")))
        {
            throw new LabException($"{name} needs FRR ({Programs}/bgpd): apt-get install frr");
        }

        string directory = LabPaths.Frr(lab, name);
        Directory.CreateDirectory(directory);

        // The daemons give up root for their package's own user, who must be able to make sockets here.
        commands.Run("chown", ["frr:frr", directory]);
        FrrDaemons daemons = new(name, directory, output, commands);
        daemons.Launch("zebra", FrrConfig.Zebra(name));
        return daemons;
    }

    /// <summary>Starts <c>bgpd</c> once <c>zebra</c> listens: a bgpd that comes too early tries again only after ten seconds.</summary>
    public void StartBgp(string config, TimeSpan patience)
    {
        if (!Wait.Until(() => File.Exists(ZebraSocket), patience))
        {
            throw new LabException($"zebra on {Name} does not start: {_processes[0].LastWords()}");
        }

        Launch("bgpd", config);
    }

    /// <summary>Runs one show command of <c>bgpd</c> or <c>zebra</c> that answers in JSON; null while the daemon does not answer.</summary>
    public JsonDocument? Show(string command)
    {
        CommandResult result = _commands.Try("vtysh", ["--vty_socket", _directory, "-c", command]);
        if (result.ExitCode != 0)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(result.Output);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The sessions that are not established yet, by peer address; null while the daemon does not answer.</summary>
    public IReadOnlyList<string>? MissingSessions()
    {
        using JsonDocument? document = Show("show bgp summary json");
        if (document is null)
        {
            return null;
        }

        List<string> missing = [];
        foreach (JsonProperty family in document.RootElement.EnumerateObject())
        {
            if (family.Value.ValueKind != JsonValueKind.Object || !family.Value.TryGetProperty("peers", out JsonElement peers))
            {
                continue;
            }

            missing.AddRange(peers.EnumerateObject()
                .Where(peer => peer.Value.GetProperty("state").GetString() != "Established")
                .Select(peer => peer.Name));
        }

        return missing;
    }

    public void Dispose()
    {
        foreach (NamespaceProcess process in _processes)
        {
            process.Dispose();
        }
    }

    private string ZebraSocket => Path.Combine(_directory, "zserv.api");

    private void Launch(string program, string config)
    {
        string file = Path.Combine(_directory, $"{program}.conf");
        File.WriteAllText(file, config);
        string[] command =
        [
            Path.Combine(Programs, program),
            "-f", file,
            "-i", Path.Combine(_directory, $"{program}.pid"),
            "-z", ZebraSocket,
            "--vty_socket", _directory,
            "-P", "0",
            "--log", "stdout",
        ];
        _processes.Add(NamespaceProcess.Start(Name, $"{program} on {Name}", Path.Combine(_output, $"{Name}-{program}.log"), command));
    }
}
