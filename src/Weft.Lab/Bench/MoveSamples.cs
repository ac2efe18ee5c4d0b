namespace Weft.Lab;

/// <summary>What one kind of observer saw over many moves.</summary>
public sealed class MoveSamples
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    /// <summary>Probes lost in all moves together.</summary>
    public long Lost { get; private set; }

    public double Maximum => _milliseconds.Max();

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. _milliseconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(TimeSpan gap, long lost)
    {
        _milliseconds.Add(gap.TotalMilliseconds);
        Lost += lost;
    }
}
