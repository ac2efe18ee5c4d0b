using Weft.Model;

namespace Weft.Stories;

/// <summary>Moves a host to another port.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Host">Who moves.</param>
/// <param name="To">Where to.</param>
/// <param name="Announce">How it makes itself known there.</param>
/// <param name="OldPort">What the port that it leaves sees.</param>
/// <param name="IsCold">True when the host is shut down for the move: its neighbour entries are gone, it starts anew.</param>
public sealed record MoveStep(int Line, string Host, LinkEnd To, AnnouncementKind Announce, OldPort OldPort, bool IsCold) : StoryStep(Line);
