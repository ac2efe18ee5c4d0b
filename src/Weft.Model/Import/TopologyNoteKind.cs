namespace Weft.Model;

/// <summary>What became of something in an imported topology.</summary>
public enum TopologyNoteKind : byte
{
    /// <summary>The topology itself is wrong there, and nothing can be written before it is mended.</summary>
    Fault,

    /// <summary>A part of the network that a fabric file cannot say, or that Weft does not do.</summary>
    Lost,

    /// <summary>Taken over in another form: renamed, joined, or guessed.</summary>
    Changed,

    /// <summary>Not about the shape of the network: how the other tool runs its lab, as in images, files and management, or what Weft does in its own way,
    /// as in routing protocols.</summary>
    Left,
}
