namespace Weft.Simulation.Tests.Hosts;

internal sealed record HostOptions
{
    public bool Announces { get; init; }

    public bool DetectsDuplicates { get; init; }

    public bool Boots { get; init; } = true;

    public string[] Gateways { get; init; } = [];
}
