namespace Weft.Model;

/// <summary>An outside router on its way into a fabric file.</summary>
internal sealed class TopologyOutside(TopologyMachine machine)
{
    public TopologyMachine Machine { get; } = machine;

    public uint AsNumber { get; set; }

    public string? Vrf { get; set; }

    public List<TopologySession> Sessions { get; } = [];

    public List<(TopologyMachine Host, List<GatewayAddress> Addresses)> Clients { get; } = [];
}
