using System.Text;
using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Lab;

/// <summary>
/// Puts <c>isisd</c> in the place of a node's own daemon: its configuration, and the addresses that the node would give itself. Its
/// fabric ports are unnumbered, as Weft's are: each has the loopback address.
/// </summary>
public static class FrrIsisConfig
{
    /// <summary>The fabric's area, which every node has in its hellos.</summary>
    private const string Area = "49.0001";

    /// <summary>The <c>isisd</c> configuration of a node; <paramref name="more"/> are further lines of the routing instance.</summary>
    public static string Text(Fabric fabric, FabricNode node, params IEnumerable<string> more) => Text(fabric, node, [], more);

    /// <summary>The same with further lines of each fabric port, too.</summary>
    public static string Text(Fabric fabric, FabricNode node, string[] ofEachPort, IEnumerable<string> more)
    {
        double hello = Math.Max(1, fabric.Timers.HelloInterval.TotalSeconds);
        StringBuilder text = new($"hostname {node.Name}\n");
        AppendInterface(text, "lo", ["isis passive", "isis metric 1"]);
        foreach (FabricPort port in FabricPorts(node))
        {
            AppendInterface(
                text,
                port.Name,
                [
                    $"isis circuit-type {LevelOf(fabric)}", "isis network point-to-point", $"isis metric {port.Metric}",
                    $"isis hello-interval {hello:0}", $"isis hello-multiplier {fabric.Timers.HelloMultiplier}",
                    .. FrrBfdConfig.OnCircuit(port),
                    .. ofEachPort,
                ]);
        }

        // The net comes last: it starts the instance, which from then on waits as long as the intervals known by then say.
        text.Append($"router isis weft\n is-type {LevelOf(fabric)}\n lsp-gen-interval 1\n");
        text.Append(" spf-delay-ietf init-delay 0 short-delay 20 long-delay 100 holddown 1000 time-to-learn 500\n");
        if (fabric.Isis.IsMultiTopology)
        {
            text.Append(" topology ipv6-unicast\n");
        }

        foreach (string line in more)
        {
            text.Append($" {line}\n");
        }

        text.Append($" net {Area}.{node.SystemId}.00\nexit\n");
        return text.ToString();
    }

    /// <summary><c>ip</c> commands that give a node what its own daemon would: loopback addresses, and fabric ports that are up.</summary>
    public static IEnumerable<string> Addresses(FabricNode node)
    {
        yield return "link set lo up";
        yield return $"addr replace {node.Loopback4}/32 dev lo";
        yield return $"addr replace {node.Loopback6}/128 dev lo";
        foreach (FabricPort port in FabricPorts(node))
        {
            yield return $"addr replace {node.Loopback4}/32 dev {port.Name}";
            yield return $"link set {port.Name} up";
        }
    }

    private static string LevelOf(Fabric fabric) => fabric.Isis.Level == IsisLevels.Level1 ? "level-1" : "level-2-only";

    private static IEnumerable<FabricPort> FabricPorts(FabricNode node) => node.Ports.Where(port => port.Kind == PortKind.Fabric);

    private static void AppendInterface(StringBuilder text, string name, IEnumerable<string> lines)
    {
        text.Append($"interface {name}\n ip router isis weft\n ipv6 router isis weft\n");
        foreach (string line in lines)
        {
            text.Append($" {line}\n");
        }

        text.Append("exit\n");
    }
}
