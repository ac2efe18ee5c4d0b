using Weft.Wire;

namespace Weft.Stories;

/// <summary>A MAC that a bridge has learned.</summary>
/// <param name="Node">The node.</param>
/// <param name="Mac">The MAC.</param>
/// <param name="Port">The port behind which the bridge believes it to be.</param>
public readonly record struct LearnedMac(string Node, MacAddress Mac, string Port);
