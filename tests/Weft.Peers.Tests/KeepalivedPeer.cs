using System.Globalization;
using System.Text.Json;
using Weft.Model;
using Weft.Wire;

namespace Weft.Peers.Tests;

/// <summary><c>keepalived</c> in the namespace of a host: another VRRP router on the segment of a subnet.</summary>
public sealed class KeepalivedPeer : IDisposable
{
    private readonly PeerLab _lab;
    private readonly FabricHost _host;
    private readonly string _folder;
    private readonly string _reportSignal;
    private NamespaceProcess? _process;

    public KeepalivedPeer(PeerLab lab, string host)
    {
        _lab = lab;
        _host = lab.Host(host);
        _folder = lab.FolderFor("keepalived");
        _reportSignal = lab.Commands.Run("keepalived", ["--signum=JSON"]).Trim();
    }

    /// <summary>Its own log since it was first started.</summary>
    public string Log => File.ReadAllText(LogPath);

    private string LogPath => Path.Combine(_folder, "log");

    private string ChildPath => Path.Combine(_folder, "vrrp.pid");

    private string ReportPath => Path.Combine(_folder, "keepalived.json");

    /// <summary>Starts it with a priority, for each address family of the subnet that its VRRP version knows; <paramref name="more"/> are further lines of each.</summary>
    public void Start(byte priority, params string[] more)
    {
        string config = Path.Combine(_folder, "keepalived.conf");
        File.WriteAllText(config, Config(priority, more));
        string[] command =
        [
            "env", $"TMPDIR={_folder}", "keepalived", "--vrrp", "--dont-fork", "--log-console", "--log-detail",
            "--use-file", config, "--pid", Path.Combine(_folder, "keepalived.pid"), "--vrrp_pid", ChildPath,
        ];
        _process = NamespaceProcess.Start(_host.Name, "keepalived", LogPath, command);
    }

    /// <summary>Asks it to end: it hands over.</summary>
    public void Stop()
    {
        Assert.True(_process!.Stop(Soon.Patience), "keepalived ends");
        _process.Dispose();
        _process = null;
    }

    /// <summary>State and counters of a family's router; null while it does not answer.</summary>
    public KeepalivedRouter? Router(AddressFamily family)
    {
        File.Delete(ReportPath);
        if (!File.Exists(ChildPath))
        {
            return null;
        }

        _lab.Commands.Try("kill", [$"-{_reportSignal}", File.ReadAllText(ChildPath).Trim()]);
        KeepalivedRouter? found = null;
        Wait.Until(() => TryRead(family, out found), TimeSpan.FromSeconds(2));
        return found;
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Stop(Soon.Patience);
            _process.Dispose();
        }
    }

    /// <summary>False while the report is not written to its end.</summary>
    private bool TryRead(AddressFamily family, out KeepalivedRouter? router)
    {
        router = null;
        if (!File.Exists(ReportPath))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(ReportPath));
            JsonElement instance = document.RootElement.EnumerateArray().Single(item => item.GetProperty("data").GetProperty("iname").GetString() == family.ToString());
            JsonElement stats = instance.GetProperty("stats");
            router = new KeepalivedRouter(
                (KeepalivedState)instance.GetProperty("data").GetProperty("state").GetInt32(),
                stats.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetInt64()));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string Config(byte priority, string[] more)
    {
        Subnet subnet = _host.Subnet;
        IEnumerable<string> instances = subnet.Gateways
            .Where(gateway => gateway.Address.IsIpv4 || subnet.VrrpVersion == 3)
            .GroupBy(gateway => gateway.Address.Family)
            .Select(group => Instance(subnet, group.Key, [.. group.Select(gateway => gateway.ToString())], priority, more));
        return string.Concat(instances);
    }

    private static string Instance(Subnet subnet, AddressFamily family, string[] addresses, byte priority, string[] more)
    {
        // RFC 5798 section 5.2.9: the first IPv6 address is the link-local one.
        IEnumerable<string> all = family == AddressFamily.Ipv6 ? addresses.Prepend(subnet.GatewayLinkLocal.ToString()) : addresses;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            vrrp_instance {{family}} {
              state BACKUP
              interface eth0
              version {{subnet.VrrpVersion}}
              virtual_router_id {{subnet.Vrid}}
              priority {{priority}}
              advert_int 1
              {{string.Join("\n  ", more)}}
              virtual_ipaddress {
                {{string.Join("\n    ", all)}}
              }
            }

            """);
    }
}
