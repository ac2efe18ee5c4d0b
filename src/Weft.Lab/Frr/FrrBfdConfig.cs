using System.Text;
using Weft.Model;

namespace Weft.Lab;

/// <summary>Lets FRR watch the links of a node with <c>bfdd</c>, at the pace that the fabric file gives them.</summary>
public static class FrrBfdConfig
{
    /// <summary>The <c>bfdd</c> configuration of a node: one profile for each watched port; null when it has none.</summary>
    public static string? Text(FabricNode node)
    {
        StringBuilder text = new();
        foreach (FabricPort port in node.Ports)
        {
            if (port.Bfd is BfdTiming timing)
            {
                long milliseconds = (long)timing.Interval.TotalMilliseconds;
                text.Append($" profile {port.Name}\n  transmit-interval {milliseconds}\n  receive-interval {milliseconds}\n");
                text.Append($"  detect-multiplier {timing.Multiplier}\n exit\n");
            }
        }

        return text.Length == 0 ? null : $"hostname {node.Name}\nbfd\n{text}exit\n";
    }

    /// <summary>What <c>isisd</c> must know of a watched port.</summary>
    public static IEnumerable<string> OnCircuit(FabricPort port) => port.Bfd is null ? [] : ["isis bfd", $"isis bfd profile {port.Name}"];
}
