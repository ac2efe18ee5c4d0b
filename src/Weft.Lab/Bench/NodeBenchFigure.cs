namespace Weft.Lab;

/// <summary>What repeated measurements of one thing came to. The unit is the thing's own.</summary>
/// <param name="Median">The middle value, or the mean of the two in the middle.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Runs">How many there were.</param>
public sealed record NodeBenchFigure(double Median, double Minimum, double Maximum, int Runs)
{
    /// <summary>The figure of at least one value; throws for none.</summary>
    public static NodeBenchFigure Of(params IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new NodeBenchFigure(median, sorted[0], sorted[^1], sorted.Length);
    }
}
