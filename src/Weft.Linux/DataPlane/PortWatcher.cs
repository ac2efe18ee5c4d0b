using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Turns interfaces and their link-local addresses into port states, and reports each change once.</summary>
internal sealed class PortWatcher(DataPlaneState state, IDataPlaneEvents events)
{
    private readonly Dictionary<int, SortedSet<IpAddress>> _linkLocals = [];
    private readonly PortStatus?[] _reported = new PortStatus?[state.Plan.Ports.Length];

    internal void ForgetAddresses() => _linkLocals.Clear();

    internal void AddressChanged(in KernelAddress address, bool removed)
    {
        if (!address.Address.IsIpv6 || !address.Address.IsLinkLocal || !state.Interfaces.TryPort(address.InterfaceIndex, out _))
        {
            return;
        }

        bool usable = !removed && (address.Flags & KernelAddressFlags.Tentative) == 0;
        if (!_linkLocals.TryGetValue(address.InterfaceIndex, out SortedSet<IpAddress>? addresses))
        {
            _linkLocals[address.InterfaceIndex] = addresses = [];
        }

        if (usable)
        {
            addresses.Add(address.Address);
        }
        else
        {
            addresses.Remove(address.Address);
        }
    }

    /// <summary>Reports every port whose state is not what was last reported.</summary>
    internal void Report()
    {
        foreach (PortPlan port in state.Plan.Ports)
        {
            PortStatus status = StatusOf(port);
            if (_reported[port.Index.Value] != status)
            {
                _reported[port.Index.Value] = status;
                events.PortChanged(port.Index, status);
            }
        }
    }

    private PortStatus StatusOf(PortPlan port)
    {
        int index = state.Interfaces.IndexOf(port.Index);
        if (index == 0 || !state.Interfaces.Links.TryGet(index, out KernelLink link))
        {
            return new PortStatus(false, MacAddress.Zero, IpAddress.Ipv6Any, 0);
        }

        IpAddress linkLocal = _linkLocals.TryGetValue(index, out SortedSet<IpAddress>? addresses) && addresses.Count > 0
            ? addresses.Min
            : IpAddress.Ipv6Any;
        return new PortStatus(link.IsUp && link.HasCarrier, link.Mac, linkLocal, link.Mtu);
    }
}
