using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>A drawn fabric: as text, because a case that fails is to be written down.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Frame">The file without its hosts.</param>
/// <param name="Hosts">Its hosts.</param>
public sealed record FuzzFabric(string Name, string Frame, ImmutableArray<FuzzHost> Hosts)
{
    /// <summary>The fabric file.</summary>
    public string Text() => Hosts.IsEmpty ? Frame : $"{Frame}hosts:\n{string.Concat(Hosts.Select(host => host.Text()))}";

    /// <summary>The fabric. Throws when the file has faults: the generator draws none that has.</summary>
    public Fabric Build()
    {
        FabricLoad load = FabricFile.Load(Text());
        return load.Fabric ?? throw new InvalidOperationException($"{Name} is no fabric: {string.Join(" / ", load.Faults.Take(3))}\n{Text()}");
    }
}
