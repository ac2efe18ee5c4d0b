using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Lab;

/// <summary>Namespaces and cables that stand for a fabric; derived from it without touching the kernel.</summary>
public sealed record LabTopology
{
    public required Fabric Fabric { get; init; }

    /// <summary>The name of the patch panel's namespace.</summary>
    public required string Switchyard { get; init; }

    public required ImmutableArray<LabNamespace> Namespaces { get; init; }

    public required ImmutableArray<Cable> Cables { get; init; }

    public required ImmutableArray<YardPort> Ports { get; init; }

    public required ImmutableArray<YardHost> Hosts { get; init; }

    /// <summary>Cables between nodes that pass through the switchyard; empty when they are direct.</summary>
    public required ImmutableArray<YardLink> Links { get; init; }

    /// <summary>The switchyard's view of a leaf port. Throws <see cref="LabException"/> with the ports there are.</summary>
    public YardPort Port(LinkEnd end)
    {
        YardPort? port = Ports.FirstOrDefault(candidate => candidate.Port == end);
        return port ?? throw new LabException(
            $"{end} is not a host port of {Fabric.Name}; host ports: {string.Join(", ", Ports.Select(candidate => candidate.Port))}");
    }

    /// <summary>The switchyard's view of a host. Throws <see cref="LabException"/> with the hosts there are.</summary>
    public YardHost Host(string name)
    {
        YardHost? host = Hosts.FirstOrDefault(candidate => candidate.Host.Name == name);
        return host ?? throw new LabException(
            $"{name} is not a host of {Fabric.Name}; hosts: {string.Join(", ", Hosts.Select(candidate => candidate.Host.Name))}");
    }

    /// <summary>The cable between two nodes, in either order. Throws <see cref="LabException"/> with the cables there are.</summary>
    public YardLink LinkBetween(string a, string b) => Links.FirstOrDefault(link => link.Joins(a, b))
        ?? throw new LabException(
            $"no link joins {a} and {b}; links: {string.Join(", ", Links.Select(item => $"{item.A.Namespace} -- {item.B.Namespace}"))}");

    /// <summary>The bridge behind a port that a host of the subnet joins. Throws when the port does not carry it.</summary>
    public string BridgeFor(YardPort port, Subnet subnet)
    {
        ushort tag = port.IsTagged ? subnet.Vlan.Value : (ushort)0;
        return port.Bridges.TryGetValue(tag, out string? bridge)
            ? bridge
            : throw new LabException($"{port.Port} is a trunk that does not carry {subnet.Name} (vlan {subnet.Vlan})");
    }
}
