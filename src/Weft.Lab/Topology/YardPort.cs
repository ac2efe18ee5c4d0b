using Weft.Model;

namespace Weft.Lab;

/// <summary>
/// A host port of a leaf as the switchyard has it: the far end of the port's cable and the bridge that stands for the
/// virtual switch (or the plain wire) behind that port.
/// </summary>
/// <param name="Port">The leaf and its port.</param>
/// <param name="Leg">The cable's end in the switchyard.</param>
/// <param name="Bridges">The bridge per VLAN tag on the wire; tag 0 for an access port.</param>
public sealed record YardPort(LinkEnd Port, string Leg, IReadOnlyDictionary<ushort, string> Bridges)
{
    /// <summary>True when the leg carries tags, so that each VLAN needs its own sub-interface.</summary>
    public bool IsTagged => !Bridges.ContainsKey(0);
}
