namespace Weft.Model;

/// <summary>A text that may tell the role or the site of a machine.</summary>
/// <param name="Text">The text, as in "border-leaf".</param>
/// <param name="Source">Where it is from, as in "label `role: border-leaf`".</param>
/// <param name="Role">True when its words may tell a role.</param>
/// <param name="Site">True when its words may tell a site.</param>
/// <param name="IsSite">True when the text is the name of a site itself.</param>
/// <param name="IsGroup">True for the name of a group, which may turn out to be a site.</param>
internal sealed record TopologyHint(string Text, string Source, bool Role = true, bool Site = true, bool IsSite = false, bool IsGroup = false);
