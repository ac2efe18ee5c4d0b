using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Weft.Model;
using Weft.Stories;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>A fabric of real kernels and real <c>weftd</c> processes, with names of its own, in which nodes or hosts can be somebody else's daemons.</summary>
public sealed partial class PeerLab : IDisposable
{
    /// <summary>Marks a line of a fabric file that is the lab's alone.</summary>
    public const string Unlisted = "# unlisted";

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    // Labs of one process that are up at the same time differ in a letter; one that was not taken down keeps its letter.
    private static readonly ConcurrentBag<char> s_letters = [.. Digits];

    private readonly char _letter;
    private readonly string _folder = Directory.CreateTempSubdirectory("weft-peers-").FullName;
    private readonly HostVoice _voice = new();
    private readonly List<IDisposable> _guests = [];

    /// <summary>Builds the fabric without starting anything. Each @ in the file becomes the lab's own prefix. Daemons do not get to read lines that end with
    /// <see cref="Unlisted"/>: hosts that have cables and no right to be there.</summary>
    public PeerLab(string fabricFile)
    {
        _letter = s_letters.TryTake(out char letter) ? letter : throw new InvalidOperationException("too many labs at once");
        Prefix = $"w{Short(Environment.ProcessId)}{_letter}-";
        string path = Path.Combine(_folder, "fabric.yaml");
        string text = fabricFile.Replace("@", Prefix, StringComparison.Ordinal);
        File.WriteAllLines(path, text.Split('\n').Where(static line => !line.EndsWith(Unlisted, StringComparison.Ordinal)));
        FabricLoad load = FabricFile.Load(text);
        Fabric = load.Fabric ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
        Lab = NativeLab.Up(Fabric, new LabOptions { FabricFile = path, Output = Path.Combine(_folder, "out"), Daemon = Weftd, Routers = false });
    }

    /// <summary>Builds the fabric and lets its daemons be started. When that fails, nothing of it is left.</summary>
    public static (PeerLab Lab, T Guest) Up<T>(string fabricFile, Func<PeerLab, T> start)
    {
        PeerLab lab = new(fabricFile);
        try
        {
            return (lab, start(lab));
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    public string Prefix { get; }

    public Fabric Fabric { get; }

    public NativeLab Lab { get; }

    public CommandRunner Commands { get; } = new();

    /// <summary>A folder of the lab; it goes with it.</summary>
    public string FolderFor(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>The full name of a node or host.</summary>
    public string Name(string name) => Prefix + name;

    public FabricNode Node(string name) => Fabric.FindNode(Name(name))!;

    public FabricHost Host(string name) => Fabric.FindHost(Name(name))!;

    /// <summary>Ends with the lab, before its namespaces go.</summary>
    public T Keep<T>(T guest)
        where T : IDisposable
    {
        _guests.Add(guest);
        return guest;
    }

    /// <summary>Starts the daemon of a node and waits until it handles frames.</summary>
    public void Start(string node)
    {
        Lab.Daemons.Start(Name(node));
        Soon.Holds(() => Ask(node, ApiFormat.Status)?.Status is { Ready: true }, $"{node} is ready", () => string.Join('\n', Lab.Daemons.Ended()));
    }

    /// <summary>Waits until every host is known, and every node, whoever routes there, leads to it.</summary>
    public void Settle() => new Settling(Lab, _voice).WaitUntilReady(Soon.Patience);

    /// <summary>Lets a host announce all its addresses.</summary>
    public void Announce(FabricHost host) => _voice.Announce(host, AnnouncementKind.Garp);

    /// <summary>Sends a frame out of a host's interface.</summary>
    public void Send(string host, byte[] frame) => _voice.Send(Name(host), frame);

    public NodeReport? Ask(string node, string table) => NodeApi.Ask(LabPaths.Socket(Fabric.Name, Name(node)), table);

    /// <summary>Drains a node or brings it back, and waits until it is so.</summary>
    public void SetDrained(string node, bool drained)
    {
        string socket = LabPaths.Socket(Fabric.Name, Name(node));
        Assert.NotNull(NodeApi.Ask(socket, new ApiRequest { Get = ApiFormat.Drain, Do = drained ? ApiFormat.DoDrain : ApiFormat.DoUndrain })?.Drain);
        Soon.Holds(() => Ask(node, ApiFormat.Drain)?.Drain?.State == (drained ? "drained" : "serving"), $"{node} is {(drained ? "drained" : "serving")}");
    }

    /// <summary>A counter of a node; 0 when the node does not answer.</summary>
    public long Counter(string node, string group, string name) =>
        Ask(node, ApiFormat.Counters)?.Counters?.SingleOrDefault(row => row.Group == group && row.Name == name)?.Value ?? 0;

    /// <summary>The counters of a group that are not zero, as "Name=1".</summary>
    public ImmutableArray<string> Counters(string node, string group) =>
        [.. Ask(node, ApiFormat.Counters)!.Counters!.Value.Where(row => row.Group == group && row.Value != 0).Select(row => $"{row.Name}={row.Value}")];

    /// <summary>Runs <c>ip</c> inside a node or host.</summary>
    public string Ip(string name, params string[] arguments) => Commands.Run("ip", ["-n", Name(name), .. arguments]);

    /// <summary>Where routes, as <c>ip</c> shows them, lead: the gateways and interfaces of their next-hop objects, each once.</summary>
    public ImmutableSortedSet<string> Ways(string name, IEnumerable<string> routes)
    {
        Dictionary<string, Match> objects = NextHop().Matches(Ip(name, "nexthop", "show")).ToDictionary(match => match.Groups["id"].Value);
        return [.. routes.Select(route => objects[RouteNextHop().Match(route).Groups["id"].Value]).SelectMany(Members).Select(match => match.Groups["way"].Value)];

        IEnumerable<Match> Members(Match match) =>
            match.Groups["group"].Success ? match.Groups["group"].Value.Split('/').Select(id => objects[id.Split(',')[0]]) : [match];
    }

    /// <summary>True when a ping is answered.</summary>
    public bool Reaches(string from, string address) =>
        Commands.Try("ip", ["netns", "exec", Name(from), "ping", "-n", "-c", "1", "-W", "1", address]).ExitCode == 0;

    public void Dispose()
    {
        foreach (IDisposable guest in _guests)
        {
            guest.Dispose();
        }

        _voice.Dispose();
        Lab.Dispose();
        s_letters.Add(_letter);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>In base 36: routing daemons cut names of more than 14 letters.</summary>
    private static string Short(int number) => (number < Digits.Length ? string.Empty : Short(number / Digits.Length)) + Digits[number % Digits.Length];

    // "id 7 via fe80::1 dev fab1 scope link proto 200" or "id 9 group 7/8 proto 200"
    [GeneratedRegex(@"^id (?<id>\d+) (group (?<group>\S+)|via (inet6 )?(?<way>\S+ dev \S+))", RegexOptions.Multiline)]
    private static partial Regex NextHop();

    [GeneratedRegex(@" nhid (?<id>\d+) ")]
    private static partial Regex RouteNextHop();

    private static string Weftd
    {
        get
        {
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Path.Combine(Repository.Root, "src", "Weft.Daemon", "bin", configuration, "net10.0", "weftd");
        }
    }
}
