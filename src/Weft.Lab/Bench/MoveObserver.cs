namespace Weft.Lab;

/// <summary>Somebody who talks to the host that moves.</summary>
/// <param name="Role">Who it is, as seen from the move: "same subnet, old site".</param>
/// <param name="Name">The host or client.</param>
internal sealed record MoveObserver(string Role, string Name);
