using System.Text.Json;
using Weft.Linux;
using Weft.Model;

namespace Weft.Lab;

/// <summary>Switches a node off and on: everybody at the other end of its cables loses the carrier, and nothing of it outlives that, neither
/// its daemon nor what that left in the kernel.</summary>
public sealed class PowerSwitch(NativeLab lab, CommandRunner commands)
{
    private static readonly SysctlSetting[] s_bare = [new("net/ipv4/ip_forward", "0"), new("net/ipv6/conf/all/forwarding", "0")];

    /// <summary>True for a node with an outside router, whose routing daemons a lab cannot start again.</summary>
    public static bool Holds(Fabric fabric, string node) => fabric.Outside.Any(router => router.Sessions.Any(session => session.Edge.Node == node));

    /// <summary>Switches a node off. Throws <see cref="LabException"/> for one whose routing daemons the lab could not start again.</summary>
    public void Off(string node)
    {
        if (Holds(lab.Topology.Fabric, node) && lab.Options.Routers)
        {
            throw new LabException($"{node} runs the routing daemons of the rim, which a lab does not switch off; take a leaf or a spine");
        }

        SetCarriers(node, up: false);
        lab.Daemons.Kill(node);
        HashSet<string> cables = [.. lab.Topology.Cables.SelectMany(cable => new[] { cable.A, cable.B }).Where(end => end.Namespace == node).Select(end => end.Interface)];
        foreach (string made in Links(node).Where(name => name != "lo" && !cables.Contains(name)))
        {
            // What stood on an interface went with it.
            commands.Try("ip", ["-n", node, "link", "delete", made]);
        }

        commands.IpBatch(node, [.. cables.Order(StringComparer.Ordinal).Select(cable => $"link set {cable} down"), "addr flush dev lo", "nexthop flush"]);
        commands.Run("ip", ["netns", "exec", node, "nft", "flush", "ruleset"]);
        Sysctl.Write(node, s_bare);
    }

    /// <summary>Switches it on: the daemon starts in an empty kernel.</summary>
    public void On(string node)
    {
        SetCarriers(node, up: true);
        lab.Daemons.Start(node);
    }

    private void SetCarriers(string node, bool up)
    {
        string yard = lab.Topology.Switchyard;
        foreach (YardLink link in lab.Topology.Links.Where(link => link.A.Namespace == node || link.B.Namespace == node))
        {
            NamespaceLinks.SetUp(yard, link.LegA, up);
            NamespaceLinks.SetUp(yard, link.LegB, up);
        }

        foreach (YardPort port in lab.Topology.Ports.Where(port => port.Port.Node == node))
        {
            NamespaceLinks.SetUp(yard, port.Leg, up);
        }
    }

    private string[] Links(string node)
    {
        using JsonDocument document = JsonDocument.Parse(commands.Run("ip", ["-n", node, "-json", "link", "show"]));
        return [.. document.RootElement.EnumerateArray().Select(link => link.GetProperty("ifname").GetString()!)];
    }
}
