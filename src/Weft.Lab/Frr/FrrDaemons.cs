using System.Text.Json;

namespace Weft.Lab;

/// <summary>
/// <c>zebra</c> and <c>bgpd</c>, <c>isisd</c> or <c>bfdd</c> of one namespace, with configuration, sockets and process files in a directory of their own, so
/// that they never meet a routing suite that the machine itself runs.
/// </summary>
public sealed class FrrDaemons : IDisposable
{
    private const string Programs = "/usr/lib/frr";
    private readonly CommandRunner _commands;
    private readonly string _directory;
    private readonly Dictionary<string, NamespaceProcess> _processes = [];

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

    /// <summary>Resident memory of all daemons together, in octets.</summary>
    public long ResidentOctets => _processes.Values.Sum(process => process.ResidentOctets);

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

    /// <summary>Starts <c>bgpd</c> once <c>zebra</c> listens.</summary>
    public void StartBgp(string config, TimeSpan patience) => StartBehindZebra("bgpd", config, patience);

    /// <summary>Starts <c>isisd</c> once <c>zebra</c> listens.</summary>
    public void StartIsis(string config, TimeSpan patience) => StartBehindZebra("isisd", config, patience);

    /// <summary>Starts <c>bfdd</c> once <c>zebra</c> listens.</summary>
    public void StartBfd(string config, TimeSpan patience) => StartBehindZebra("bfdd", config, patience);

    /// <summary>Asks one of the daemons to end, as its init system would, and waits for it. Throws <see cref="LabException"/> when it does not.</summary>
    public void Stop(string program, TimeSpan patience)
    {
        if (!_processes.Remove(program, out NamespaceProcess? process))
        {
            throw new LabException($"{Name} runs no {program}");
        }

        using (process)
        {
            if (!process.Stop(patience))
            {
                throw new LabException($"{program} on {Name} does not end: {process.LastWords()}");
            }
        }
    }

    /// <summary>Runs commands of the daemons' shell, each at its top level; null while a daemon does not answer.</summary>
    public string? Shell(params IEnumerable<string> commands)
    {
        CommandResult result = _commands.Try("vtysh", ["--vty_socket", _directory, .. commands.SelectMany(command => new[] { "-c", command })]);
        return result.ExitCode == 0 ? result.Output : null;
    }

    /// <summary>Runs one show command that answers in JSON; null while the daemon does not answer.</summary>
    public JsonDocument? Show(string command)
    {
        if (Shell(command) is not string output)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(output);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The sessions that are not established yet, by peer address; null while the daemon does not answer.</summary>
    public IReadOnlyList<string>? MissingSessions()
    {
        using JsonDocument? document = Show("show bgp vrf all summary json");
        if (document is null)
        {
            return null;
        }

        List<string> missing = [];
        Gather(document.RootElement, missing);
        return missing;
    }

    /// <summary>Grows with every best route of BGP that changes, comes or goes, in both families. Throws when the daemon does not answer.</summary>
    public long RouteVersion()
    {
        long version = 0;
        foreach (string family in (ReadOnlySpan<string>)["ipv4", "ipv6"])
        {
            using JsonDocument table = Show($"show bgp {family} unicast json") ?? throw new LabException($"bgpd on {Name} does not answer");
            version += table.RootElement.TryGetProperty("tableVersion", out JsonElement number) ? number.GetInt64() : 0;
        }

        return version;
    }

    /// <summary>Peers stand below address families, which stand below VRFs.</summary>
    private static void Gather(JsonElement element, List<string> missing)
    {
        foreach (JsonProperty item in element.EnumerateObject().Where(item => item.Value.ValueKind == JsonValueKind.Object))
        {
            if (item.Name == "peers")
            {
                missing.AddRange(item.Value.EnumerateObject()
                    .Where(peer => peer.Value.GetProperty("state").GetString() != "Established")
                    .Select(peer => peer.Name));
            }
            else
            {
                Gather(item.Value, missing);
            }
        }
    }

    public void Dispose()
    {
        foreach (NamespaceProcess process in _processes.Values)
        {
            process.Dispose();
        }
    }

    /// <summary>A daemon that comes too early tries again only after ten seconds.</summary>
    private void StartBehindZebra(string program, string config, TimeSpan patience)
    {
        if (!Wait.Until(() => File.Exists(ZebraSocket), patience))
        {
            throw new LabException($"zebra on {Name} does not start: {_processes["zebra"].LastWords()}");
        }

        Launch(program, config);
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
            .. program == "bfdd" ? ["--bfdctl", Path.Combine(_directory, "bfdd.sock")] : Array.Empty<string>(),
        ];
        string log = Path.Combine(_output, $"{Name}-{program}.log");
        _processes.Add(program, NamespaceProcess.Start(Name, $"{program} on {Name}", log, command));
    }
}
