namespace Weft.Simulation;

/// <summary>Something was asked of a world that it cannot do; the message says what and what there is instead.</summary>
public sealed class SimulationException : Exception
{
    public SimulationException()
    {
    }

    public SimulationException(string message)
        : base(message)
    {
    }

    public SimulationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
