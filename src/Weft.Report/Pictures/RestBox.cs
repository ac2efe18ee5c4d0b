namespace Weft.Report;

/// <summary>Nodes of one site and role that a picture has no room for.</summary>
internal sealed record RestBox(int Count, Point Center);
