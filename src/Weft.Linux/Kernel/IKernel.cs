namespace Weft.Linux;

/// <summary>The kernel of one network namespace, as far as the data plane needs it. The real one speaks rtnetlink; tests use a
/// fake with scripted failures. Reads append what there is and throw <see cref="KernelException"/> when the kernel refuses a dump.</summary>
public interface IKernel : IDisposable
{
    /// <summary>What this kernel can do.</summary>
    KernelCapabilities Capabilities { get; }

    void ReadLinks(List<KernelLink> into);

    void ReadAddresses(List<KernelAddress> into);

    /// <summary>Routes of all tables made by one protocol, or by all when it is 0.</summary>
    void ReadRoutes(byte protocol, List<KernelRoute> into);

    /// <summary>Begins to read the routes of one protocol piece by piece.</summary>
    IRouteReading BeginReadRoutes(byte protocol);

    void ReadNeighbors(List<KernelNeighbor> into);

    void ReadForwarding(List<KernelForwarding> into);

    void ReadNextHops(List<KernelNextHop> into);

    /// <summary>Writes changes in order; a refused one does not stop the others. <paramref name="results"/> has one result for each.
    /// <see cref="Errno.NoBuffers"/> means that it is unknown what happened.</summary>
    void Submit(ReadOnlySpan<KernelChange> changes, Span<KernelResult> results);

    /// <summary>Makes a virtual interface; EEXIST when the name is taken, EOPNOTSUPP when the kernel lacks the kind.</summary>
    KernelResult CreateLink(KernelLinkSpec spec);

    KernelResult ChangeLink(int index, in KernelLinkChange change);

    KernelResult DeleteLink(int index);

    KernelResult SetBridgePort(int index, in BridgePortSettings settings);

    KernelResult AddBridgeVlan(in KernelBridgeVlan vlan);

    /// <summary>Adds an address or changes its flags.</summary>
    KernelResult PutAddress(in KernelAddress address);

    KernelResult DeleteAddress(in KernelAddress address);

    /// <summary>Adds a routing rule; EEXIST when there is such a rule.</summary>
    KernelResult PutRule(in KernelRule rule);

    /// <summary>Removes a routing rule; ENOENT when there is none.</summary>
    KernelResult DeleteRule(in KernelRule rule);

    /// <summary>Reads a setting below /proc/sys, e.g. "net/ipv4/ip_forward"; null when this kernel has no such setting.</summary>
    string? ReadSetting(string name);

    /// <summary>Writes a setting; ENOENT when this kernel has no such setting.</summary>
    KernelResult WriteSetting(string name, string value);

    /// <summary>Readable when there are events; for epoll.</summary>
    int EventDescriptor { get; }

    /// <summary>Hands out all notifications that have arrived, except those of this object's own changes.</summary>
    void ReadEvents(IKernelEvents sink);
}
