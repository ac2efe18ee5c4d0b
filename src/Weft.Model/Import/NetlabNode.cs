namespace Weft.Model;

/// <summary>A node of netlab while its groups are not known yet.</summary>
internal sealed class NetlabNode(TopologyMachine machine)
{
    public TopologyMachine Machine { get; } = machine;

    public uint? Id { get; set; }

    public string? Role { get; set; }

    public string? Device { get; set; }

    public uint? AsNumber { get; set; }

    /// <summary>Groups that the node itself names.</summary>
    public List<SourceScalar> OwnGroups { get; } = [];
}
