using Weft.Model;

namespace Weft.Stories;

/// <summary>The manager says that a host is about to be at a port (<c>weft expect</c>).</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Host">Who moves.</param>
/// <param name="At">Where to.</param>
public sealed record ExpectStep(int Line, string Host, LinkEnd At) : StoryStep(Line);
