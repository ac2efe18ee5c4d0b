using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>How segments become bridges. One table of rows, two ways to hold it: a VLAN-aware bridge for all segments, or a plain
/// bridge for each on kernels that cannot filter VLANs. The routed interface of a segment has the same name either way.</summary>
public interface IBridgeDriver
{
    /// <summary>"vlan-aware" or "plain".</summary>
    string Name { get; }

    /// <summary>Makes what is missing of the bridges and routed interfaces of all segments, and brings them up. Throws <see cref="KernelException"/>.</summary>
    void PrepareSegments(NodePlan plan);

    /// <summary>Makes an interface a port of the bridges of its segments. Throws <see cref="KernelException"/>.</summary>
    void AttachPort(NodePlan plan, PortPlan port, int index);

    /// <summary>The forwarding entry for a MAC of the bridge itself, so that frames to it terminate here.</summary>
    KernelForwarding LocalEntry(SegmentPlan segment, MacAddress mac);

    /// <summary>The forwarding entry for a host's MAC behind a port: static, so that a silent host is not forgotten; the bridge
    /// still moves it when the host speaks elsewhere.</summary>
    KernelForwarding HostEntry(SegmentPlan segment, MacAddress mac, int port);
}
