using System.Collections.Immutable;
using Weft.Linux;
using Weft.Model;

namespace Weft.Lab;

/// <summary>What a fabric asks of a kernel that not every kernel has.</summary>
public static class KernelNeeds
{
    /// <summary>What this machine's own kernel lacks for the fabric, in words; empty when it can do it.</summary>
    public static ImmutableArray<string> Missing(Fabric fabric)
    {
        bool trunks = fabric.Nodes.SelectMany(node => node.Ports).Any(port => port.Kind == PortKind.Trunk || (port.Kind == PortKind.Interswitch && port.Subnets.Length > 1));
        bool vrfs = fabric.Vrfs.Length > 1;
        ImmutableArray<string>.Builder missing = ImmutableArray.CreateBuilder<string>();
        if (!trunks && !vrfs)
        {
            return [];
        }

        string probe = $"weft-probe-{Environment.ProcessId}";
        CommandRunner commands = new();
        NetworkNamespace.Create(probe);
        try
        {
            if (trunks && commands.Try("ip", ["-n", probe, "link", "add", "br0", "type", "bridge", "vlan_filtering", "1"]).ExitCode != 0)
            {
                missing.Add("VLAN-aware bridges (trunk ports)");
            }

            if (vrfs && commands.Try("ip", ["-n", probe, "link", "add", "vrf0", "type", "vrf", "table", "100"]).ExitCode != 0)
            {
                missing.Add("VRF devices (several VRFs)");
            }
        }
        finally
        {
            NetworkNamespace.Delete(probe);
        }

        return missing.ToImmutable();
    }
}
