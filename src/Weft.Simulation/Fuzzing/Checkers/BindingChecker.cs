using Weft.Model;

namespace Weft.Simulation;

/// <summary>
/// Who may be bound where. No binding from a spoofed frame: while a host answers at its place and is known there, no port that verifies moves has a binding of its
/// address. No two confirmed bindings of one address: two leaves that reach each other do not both hold it for longer than a moment.
/// </summary>
internal sealed class BindingChecker(FuzzScene scene) : IFuzzChecker
{
    /// <summary>A claim travels and is answered in much less.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(VrfId Vrf, Wire.IpAddress Address), Instant> _since = [];
    private readonly Dictionary<(VrfId Vrf, Wire.IpAddress Address), string> _holders = [];
    private readonly HashSet<(VrfId Vrf, Wire.IpAddress Address)> _twice = [];

    /// <summary>A lie is believed for a millisecond where the owner objects at once: all that a node ever writes is looked at.</summary>
    public void Applied(Instant now, SimNode node)
    {
        if (node.Switch is { } life)
        {
            foreach ((BindingKey key, BindingRow row) in life.Tables.Bindings.Rows)
            {
                if (!key.Address.IsLinkLocal && scene.OwnerOf(row.Vrf, key.Address) is { } owner)
                {
                    LookForLie(node, key, row, owner);
                }
            }
        }
    }

    public void Look(Instant now)
    {
        _holders.Clear();
        _twice.Clear();
        foreach (SimNode node in scene.World.Nodes)
        {
            if (node.Switch is { } life)
            {
                foreach ((BindingKey key, BindingRow row) in life.Tables.Bindings.Rows)
                {
                    Look(now, node, key, row);
                }
            }
        }

        foreach ((VrfId Vrf, Wire.IpAddress Address) once in _since.Keys.Where(key => !_twice.Contains(key)).ToArray())
        {
            _since.Remove(once);
        }
    }

    private void Look(Instant now, SimNode node, BindingKey key, BindingRow row)
    {
        if (key.Address.IsLinkLocal)
        {
            return;
        }

        if (row.Mac.IsVirtualRouter || scene.Fabric.Subnets.Any(subnet => subnet.Vrf.Id == row.Vrf && subnet.IsGateway(key.Address)))
        {
            scene.Report("binding", $"{node.Name} takes {row.Mac}, a gateway, for the host {key.Address}");
        }

        if (!_holders.TryAdd((row.Vrf, key.Address), node.Name))
        {
            LookForTwo(now, node, key, row);
        }
    }

    private void LookForLie(SimNode node, BindingKey key, BindingRow row, HostTruth owner)
    {
        PortPlan port = node.Plan.Ports[row.Port.Value];
        bool isThere = owner.Host.Place == new LinkEnd(node.Name, port.Name);
        if (port.Moves == MoveTrust.Verified && scene.IsProtected(owner) && (!isThere || row.Mac != owner.Host.Mac))
        {
            scene.Report("spoofed", $"{node.Name} believes at {port.Name}, which verifies, that {key.Address} is at {row.Mac}; it is {owner.Name}'s, at {owner.Host.Place}");
        }
    }

    private void LookForTwo(Instant now, SimNode node, BindingKey key, BindingRow row)
    {
        (VrfId, Wire.IpAddress) address = (row.Vrf, key.Address);
        _twice.Add(address);
        if (!scene.Faults.IsCalm(now) || !scene.Faults.IsWhole)
        {
            _since[address] = now;
        }
        else if (!_since.TryAdd(address, now) && now - _since[address] > s_moment)
        {
            scene.Report("two-bindings", $"{_holders[address]} and {node.Name} both hold {key.Address} for {(now - _since[address]).TotalSeconds:0.0} s");
        }
    }
}
