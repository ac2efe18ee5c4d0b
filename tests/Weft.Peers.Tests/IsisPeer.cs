using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>A node of a fabric whose routing is done by <c>zebra</c> and <c>isisd</c>.</summary>
public sealed partial class IsisPeer : IDisposable
{
    private readonly PeerLab _lab;
    private readonly FrrDaemons _daemons;
    private readonly string _config;

    public IsisPeer(PeerLab lab, string node, params string[] more)
        : this(lab, node, [], more)
    {
    }

    private IsisPeer(PeerLab lab, string node, string[] ofEachPort, IEnumerable<string> more)
    {
        _lab = lab;
        Node = lab.Node(node);
        Sysctl.Write(Node.Name, Sysctl.For(LabNamespaceKind.Router));
        lab.Commands.IpBatch(Node.Name, [.. FrrIsisConfig.Addresses(Node)]);
        _daemons = FrrDaemons.StartZebra(lab.Fabric.Name, Node.Name, lab.Lab.Options.Output, lab.Commands);
        _config = FrrIsisConfig.Text(lab.Fabric, Node, ofEachPort, more);
        if (FrrBfdConfig.Text(Node) is { } bfd)
        {
            _daemons.StartBfd(bfd, Soon.Patience);
        }

        Start();
    }

    /// <summary>A peer that signs hellos and everything else with HMAC-MD5.</summary>
    public static IsisPeer WithKeys(PeerLab lab, string node, string link, string area) =>
        new(lab, node, [$"isis password md5 {link}"], [$"{(lab.Fabric.Isis.Level == IsisLevels.Level1 ? "area" : "domain")}-password md5 {area} authenticate snp validate"]);

    public FabricNode Node { get; }

    public void Start() => _daemons.StartIsis(_config, Soon.Patience);

    public void StopBfd() => _daemons.Stop("bfdd", Soon.Patience);

    public void Stop() => _daemons.Stop("isisd", Soon.Patience);

    /// <summary>What a show command says; empty while the daemon does not answer.</summary>
    public string Show(params IEnumerable<string> commands) => _daemons.Shell(commands) ?? string.Empty;

    /// <summary>What a show command says in JSON; null while the daemon does not answer.</summary>
    public JsonDocument? ShowJson(string command) => _daemons.Show(command);

    /// <summary>The neighbours that are up, sorted.</summary>
    public IReadOnlyList<string> NeighborsUp() =>
        [.. NeighborLine().Matches(Show("show isis neighbor")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    /// <summary>The live LSPs that isisd has, in order.</summary>
    public IReadOnlyList<PeerLsp> Database()
    {
        List<PeerLsp> found = [];
        List<string> reach = [];
        foreach (string line in Show("show isis database detail").Split('\n'))
        {
            if (LspLine().Match(line) is { Success: true } lsp)
            {
                reach = [];
                LspId id = new(SystemOf(lsp.Groups["name"].Value), Hex(lsp, "pseudonode", byte.Parse), Hex(lsp, "fragment", byte.Parse));
                found.Add(new PeerLsp(id, Hex(lsp, "sequence", uint.Parse), Hex(lsp, "checksum", ushort.Parse), reach));
            }
            else if (ReachLine().Match(line) is { Success: true } entry)
            {
                reach.Add(entry.Groups[1].Value);
            }
        }

        foreach (PeerLsp lsp in found)
        {
            ((List<string>)lsp.Reach).Sort(StringComparer.Ordinal);
        }

        return [.. found.OrderBy(lsp => lsp.Id)];
    }

    /// <summary>The link-local address of a port.</summary>
    public string LinkLocal(string port) =>
        LinkLocalAddress().Match(_lab.Commands.Run("ip", ["-n", Node.Name, "-6", "addr", "show", "dev", port, "scope", "link"])).Groups[1].Value;

    public void Dispose() => _daemons.Dispose();

    /// <summary>isisd shows the host name of a system where it knows it.</summary>
    private SystemId SystemOf(string name)
    {
        string[] parts = name.Split('+');
        int number = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return SystemId.TryParse(name, out SystemId system) ? system
            : VirtualSystems.Of(_lab.Fabric.FindNode(parts[0])?.SystemId ?? throw new FormatException(name), number);
    }

    private static T Hex<T>(Match match, string group, Func<string, NumberStyles, IFormatProvider, T> parse) =>
        parse(match.Groups[group].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // "r1.00-00             *    147   0x00000003  0x4368    1095    0/0/0"; the holding time of a purge is in parentheses.
    [GeneratedRegex(@"^(?<name>\S+)\.(?<pseudonode>[0-9a-f]{2})-(?<fragment>[0-9a-f]{2})\s.*0x(?<sequence>[0-9a-f]{8})\s+0x(?<checksum>[0-9a-f]{4})\s+\d+\s")]
    private static partial Regex LspLine();

    // "  Extended IP Reachability: 172.20.1.0/24 (Metric: 0)"
    [GeneratedRegex(@"^\s+((Extended|MT|IPv6|MT IPv6|Extended IP) Reachability: \S+ \(Metric: \d+\))")]
    private static partial Regex ReachLine();

    // "r2                  f1        2  Up         3        2020.2020.2020"
    [GeneratedRegex(@"^\s*(\S+)\s+\S+\s+[12]\s+Up\s", RegexOptions.Multiline)]
    private static partial Regex NeighborLine();

    [GeneratedRegex(@"inet6 (\S+)/64")]
    private static partial Regex LinkLocalAddress();
}
