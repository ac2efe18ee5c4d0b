using Weft.Wire;

namespace Weft.Stories;

/// <summary>A TCP connection that a story opens.</summary>
/// <param name="Id">Its name in the story.</param>
/// <param name="Pair">Who opens it to whom.</param>
/// <param name="Family">Over IPv4 or IPv6.</param>
/// <param name="Port">The port at which it is taken; 0 for one that is free.</param>
public readonly record struct StoryConnection(string Id, Pair Pair, AddressFamily Family, ushort Port);
