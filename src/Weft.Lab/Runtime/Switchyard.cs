using System.Text.Json;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;

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

    /// <summary>Plugs a host into a port; the host keeps its carrier and notices nothing. Returns when it left, by <see cref="Clock.Now"/>.</summary>
    public long Move(string host, LinkEnd to, OldPort oldPort)
    {
        YardHost moved = topology.Host(host);
        YardPort target = topology.Port(to);
        string bridge = topology.BridgeFor(target, moved.Host.Subnet);
        LinkEnd? from = PlaceOf(host);
        RefuseToCutOthers(host, from, to, oldPort);
        string yard = topology.Switchyard;
        NamespaceLinks.SetUp(yard, target.Leg, up: true);
        if (oldPort == OldPort.Loses && from is LinkEnd old && old != to)
        {
            NamespaceLinks.SetUp(yard, topology.Port(old).Leg, up: false);
        }

        long left = Clock.Now;
        NamespaceLinks.SetMaster(yard, moved.Leg, bridge);
        return left;
    }

    /// <summary>True when frames pass between a host and the port it is plugged into: a bridge hears of a carrier a moment after it is there.</summary>
    public bool IsJoined(string host) =>
        PlaceOf(host) is LinkEnd place && IsForwarding(topology.Host(host).Leg) && IsForwarding(topology.Port(place).Leg);

    /// <summary>Unplugs a host from everything.</summary>
    public void Unplug(string host) => NamespaceLinks.SetMaster(topology.Switchyard, topology.Host(host).Leg, null);

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

    // A trunk's leg is in its bridges by its sub-interfaces, which follow the leg.
    private bool IsForwarding(string leg)
    {
        string text = commands.Run("bridge", ["-n", topology.Switchyard, "-json", "link", "show", "dev", leg]);
        using JsonDocument document = JsonDocument.Parse(text.Length > 0 ? text : "[]");
        return document.RootElement.GetArrayLength() == 0 || document.RootElement[0].GetProperty("state").GetString() == "forwarding";
    }

    private string? Master(string leg)
    {
        string text = commands.Run("ip", ["-n", topology.Switchyard, "-json", "link", "show", "dev", leg]);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement[0].TryGetProperty("master", out JsonElement master) ? master.GetString() : null;
    }
}
