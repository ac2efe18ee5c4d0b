namespace Weft.Model;

/// <summary>A key that a topology may have, and what becomes of it.</summary>
/// <param name="Place">The mapping that it stands in.</param>
/// <param name="Name">The key.</param>
/// <param name="Outcome">Null when it is taken over, else the kind of note that it gets.</param>
/// <param name="Text">What it becomes, or why it does not.</param>
internal sealed record TopologyKey(TopologyPlace Place, string Name, TopologyNoteKind? Outcome, string Text);
