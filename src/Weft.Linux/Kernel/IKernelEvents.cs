namespace Weft.Linux;

/// <summary>Notifications of changes that somebody else made to the kernel's state.</summary>
public interface IKernelEvents
{
    void LinkChanged(in KernelLink link, bool removed);

    void AddressChanged(in KernelAddress address, bool removed);

    void RouteChanged(in KernelRoute route, bool removed);

    void NextHopChanged(in KernelNextHop nextHop, bool removed);

    /// <summary>Notifications were lost: what is there must be read again.</summary>
    void Overrun();
}
