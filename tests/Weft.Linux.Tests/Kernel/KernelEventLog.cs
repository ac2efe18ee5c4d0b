namespace Weft.Linux.Tests;

/// <summary>Keeps a kernel's notifications as lines.</summary>
internal sealed class KernelEventLog : IKernelEvents
{
    internal List<string> Lines { get; } = [];

    public void LinkChanged(in KernelLink link, bool removed) => Add(removed, $"link {link.Name}");

    public void AddressChanged(in KernelAddress address, bool removed) => Add(removed, $"address {address.Address}");

    public void RouteChanged(in KernelRoute route, bool removed) => Add(removed, $"route {route.Prefix}");

    public void NextHopChanged(in KernelNextHop nextHop, bool removed) => Add(removed, $"nexthop {nextHop.Id}");

    public void Overrun() => Lines.Add("overrun");

    private void Add(bool removed, string text) => Lines.Add((removed ? "-" : "+") + text);
}
