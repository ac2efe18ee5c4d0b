namespace Weft.Report;

/// <summary>A place in a picture, in its own units; y grows downwards.</summary>
internal readonly record struct Point(double X, double Y);
