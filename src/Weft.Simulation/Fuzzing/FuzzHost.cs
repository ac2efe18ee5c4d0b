using Weft.Model;

namespace Weft.Simulation;

/// <summary>A host of a drawn fabric, with everything written down, so that leaving another out does not change it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subnet">Its subnet.</param>
/// <param name="At">Where it starts.</param>
/// <param name="Mac">Its MAC.</param>
/// <param name="Addresses">Its addresses, as a fabric file has them.</param>
public sealed record FuzzHost(string Name, string Subnet, LinkEnd At, string Mac, string Addresses)
{
    /// <summary>Its line in the fabric file.</summary>
    public string Text() => $"  {Name}: {{ at: \"{At}\", subnet: {Subnet}, mac: \"{Mac}\", address: [{Addresses}] }}\n";
}
