using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>One line of a key file that was understood.</summary>
/// <param name="Line">From 1.</param>
/// <param name="IsLink">True for the link chain, false for the area chain.</param>
/// <param name="Sends">True for the key that signs.</param>
/// <param name="Key">The key; null for "accept unauthenticated".</param>
internal readonly record struct KeyLine(int Line, bool IsLink, bool Sends, AuthenticationKey? Key);
