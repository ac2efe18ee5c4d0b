using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Tables stay within the limits of the fabric file, whatever hosts send.</summary>
internal sealed class LimitChecker(FuzzScene scene) : IFuzzChecker
{
    private readonly Dictionary<PortIndex, int> _addresses = [];
    private readonly Dictionary<PortIndex, Dictionary<MacAddress, int>> _macs = [];

    public void Look(Instant now)
    {
        FabricLimits limits = scene.Fabric.Limits;
        foreach (SimNode node in scene.World.Nodes)
        {
            if (node.Switch is not { } life)
            {
                continue;
            }

            if (life.Hosts.LocalCount > limits.HostsPerNode)
            {
                scene.Report("limits", $"{node.Name} has {life.Hosts.LocalCount} host addresses, {limits.HostsPerNode} are allowed");
            }

            _addresses.Clear();
            _macs.Clear();
            foreach ((BindingKey _, BindingRow row) in life.Tables.Bindings.Rows)
            {
                int count = _addresses[row.Port] = _addresses.GetValueOrDefault(row.Port) + 1;
                if (!_macs.TryGetValue(row.Port, out Dictionary<MacAddress, int>? macs))
                {
                    _macs[row.Port] = macs = [];
                }

                int ofMac = macs[row.Mac] = macs.GetValueOrDefault(row.Mac) + 1;
                if (count > limits.HostsPerPort || macs.Count > limits.MacsPerPort || ofMac > limits.AddressesPerMac)
                {
                    scene.Report("limits", $"{node.Name} has {count} addresses of {macs.Count} MACs at port {row.Port}, {ofMac} of {row.Mac}");
                }
            }
        }
    }
}
