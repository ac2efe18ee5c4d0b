using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>A drawn fabric: as text, because a case that fails is to be written down.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Frame">The file without its hosts.</param>
/// <param name="Hosts">Its hosts.</param>
public sealed record FuzzFabric(string Name, string Frame, ImmutableArray<FuzzHost> Hosts)
{
    /// <summary>The DHCP server, which stays where it is; null where there is none.</summary>
    public FuzzHost? Server { get; init; }

    /// <summary>The fabric file.</summary>
    public string Text()
    {
        string hosts = string.Concat(Hosts.Select(host => host.Text())) + Server?.Text();
        return hosts.Length == 0 ? Frame : $"{Frame}hosts:\n{hosts}";
    }

    /// <summary>The fabric. Throws when the file has faults: the generator draws none that has.</summary>
    public Fabric Build()
    {
        FabricLoad load = FabricFile.Load(Text());
        return load.Fabric ?? throw new InvalidOperationException($"{Name} is no fabric: {string.Join(" / ", load.Faults.Take(3))}\n{Text()}");
    }
}
