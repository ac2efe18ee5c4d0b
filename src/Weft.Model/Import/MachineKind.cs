namespace Weft.Model;

/// <summary>What a machine of a topology is in a fabric.</summary>
internal enum MachineKind : byte
{
    /// <summary>A node of the fabric.</summary>
    Switch,

    /// <summary>A host.</summary>
    Host,

    /// <summary>No machine of its own: it joins what is linked to it to one segment.</summary>
    Bridge,

    /// <summary>A router outside of the fabric.</summary>
    Outside,

    /// <summary>Left out; links to it are lost.</summary>
    Gone,
}
