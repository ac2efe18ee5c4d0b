using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>How often addresses may change their MAC behind a port: a token bucket for each port. Every change is a new epoch that the whole fabric hears of, and what a leaf
/// announces beyond a rate is gathered, whichever port it is about. Guests that fail over with many addresses are within the burst.</summary>
/// <param name="ports">How many ports the node has.</param>
internal sealed class MacChangeBudget(int ports)
{
    /// <summary>Changes behind a port that was quiet.</summary>
    public const int Burst = 128;

    /// <summary>Changes behind one port in a second, after that.</summary>
    public const int PerSecond = 8;

    private readonly double[] _tokens = [.. Enumerable.Repeat((double)Burst, ports)];
    private readonly Instant[] _at = new Instant[ports];

    /// <summary>Takes a change; false when the port has had all.</summary>
    public bool TryTake(Instant now, PortIndex port)
    {
        ref double tokens = ref _tokens[port.Value];
        tokens = Math.Min(Burst, tokens + ((now - _at[port.Value]).TotalSeconds * PerSecond));
        _at[port.Value] = now;
        if (tokens < 1)
        {
            return false;
        }

        tokens--;
        return true;
    }
}
