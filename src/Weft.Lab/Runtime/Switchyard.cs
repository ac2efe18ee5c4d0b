using System.Text.Json;
using Weft.Model;

namespace Weft.Lab;

/// <summary>
/// The patch panel between hosts and leaf ports. The kernel holds its state: which bridge a host's leg belongs to, and whether a
/// port's leg is up; so any process of the machine may move a host.
/// </summary>
public sealed class Switchyard(LabTopology topology, CommandRunner commands)
{
    /// <summary>The port a host is plugged into, or null.</summary>
    public LinkEnd? PlaceOf(string host)
    {
        string? bridge = Master(topology.Host(host).Leg);
        return topology.Ports.FirstOrDefault(port => port.Bridges.Values.Contains(bridge))?.Port;
    }

    /// <summary>The hosts plugged into a port.</summary>
    public IReadOnlyList<string> HostsAt(LinkEnd port) =>
        [.. topology.Hosts.Where(host => PlaceOf(host.Host.Name) == port).Select(host => host.Host.Name)];

    /// <summary>Plugs a host into a port; the host keeps its carrier and notices nothing.</summary>
    public void Move(string host, LinkEnd to, OldPort oldPort)
    {
        YardHost moved = topology.Host(host);
        YardPort target = topology.Port(to);
        string bridge = topology.BridgeFor(target, moved.Host.Subnet);
        LinkEnd? from = PlaceOf(host);
        RefuseToCutOthers(host, from, to, oldPort);
        List<string> lines = [$"link set {target.Leg} up"];
        if (oldPort == OldPort.Loses && from is LinkEnd old && old != to)
        {
            lines.Add($"link set {topology.Port(old).Leg} down");
        }

        lines.Add($"link set {moved.Leg} master {bridge}");
        commands.IpBatch(topology.Switchyard, lines);
    }

    /// <summary>Unplugs a host from everything.</summary>
    public void Unplug(string host) => commands.IpBatch(topology.Switchyard, [$"link set {topology.Host(host).Leg} nomaster"]);

    private void RefuseToCutOthers(string host, LinkEnd? from, LinkEnd to, OldPort oldPort)
    {
        if (oldPort != OldPort.Loses || from is not LinkEnd old || old == to)
        {
            return;
        }

        string[] others = [.. HostsAt(old).Where(other => other != host)];
        if (others.Length > 0)
        {
            throw new LabException($"{old} cannot lose its carrier with {host}: {string.Join(", ", others)} is there too; use --old-port keeps");
        }
    }

    private string? Master(string leg)
    {
        string text = commands.Run("ip", ["-n", topology.Switchyard, "-json", "link", "show", "dev", leg]);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement[0].TryGetProperty("master", out JsonElement master) ? master.GetString() : null;
    }
}
