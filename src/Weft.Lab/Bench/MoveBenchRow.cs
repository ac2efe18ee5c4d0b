namespace Weft.Lab;

/// <summary>What one kind of observer saw.</summary>
/// <param name="Observer">Who, as seen from the move.</param>
/// <param name="Moves">Moves measured.</param>
/// <param name="MedianMilliseconds">The middle of the longest gaps.</param>
/// <param name="MaximumMilliseconds">The longest gap of all.</param>
/// <param name="Lost">Probes lost in all moves together.</param>
public sealed record MoveBenchRow(string Observer, int Moves, double MedianMilliseconds, double MaximumMilliseconds, long Lost);
