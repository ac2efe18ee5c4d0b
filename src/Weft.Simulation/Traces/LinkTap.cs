using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// Writes every frame of some links to a capture file, both directions, each at the moment when it is sent; what is lost under way is there,
/// too. Between a host and its port frames are as the host sees them: without the tag of a trunk.
/// </summary>
public sealed class LinkTap : IWorldObserver
{
    private readonly PcapWriter _file;
    private readonly LinkDirection[] _directions;
    private readonly LinkEnd? _port;

    private LinkTap(PcapWriter file, LinkDirection[] directions, LinkEnd? port)
    {
        _file = file;
        _directions = directions;
        _port = port;
    }

    /// <summary>Taps what a name stands for. Throws <see cref="SimulationException"/> when that is nothing.</summary>
    /// <param name="world">The world.</param>
    /// <param name="name">"leaf1-spine1" for all cables between two nodes, or a node and a router outside; "leaf1:swp1" for the cable in one port.</param>
    /// <param name="stream">Where the file goes; it stays the caller's.</param>
    public static LinkTap Open(SimWorld world, string name, Stream stream)
    {
        SimLink[] links = [.. world.Links.Where(link => IsNamed(link, name))];
        LinkEnd? port = links.Length == 0 ? HostPort(world, name) : null;
        if (links.Length == 0 && port is null)
        {
            throw new SimulationException($"{name} is neither a link nor a port of {world.Fabric.Name}; write leaf1-spine1 for a link, leaf1:swp1 for what is plugged into a port");
        }

        return new LinkTap(new PcapWriter(stream), [.. links.SelectMany(link => (LinkDirection[])[link.Forward, link.Back])], port);
    }

    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        if (Array.IndexOf(_directions, link) >= 0 && link.HasCarrier)
        {
            _file.Write(now, tag, frame);
        }
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (_port is LinkEnd port && host.Place == port)
        {
            _file.Write(now, VlanId.Untagged, frame);
        }
    }

    private static bool IsNamed(SimLink link, string name) =>
        name == $"{link.A.Node}-{link.B.Node}" || name == $"{link.B.Node}-{link.A.Node}" || name == link.A.ToString() || name == link.B.ToString();

    private static LinkEnd? HostPort(SimWorld world, string name)
    {
        int colon = name.IndexOf(':');
        if (colon < 0 || world.Fabric.FindNode(name[..colon]) is not FabricNode node)
        {
            return null;
        }

        return node.Ports.Any(port => port.Name == name[(colon + 1)..]) ? new LinkEnd(node.Name, name[(colon + 1)..]) : null;
    }
}
