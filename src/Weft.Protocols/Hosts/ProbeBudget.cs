using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>At most so many probes a second, as token buckets one second deep: one of the node, and one of each port with half as many. Whoever makes up hosts behind one
/// port, or has them quarrel there, leaves as many for the questions about hosts of the others.</summary>
internal sealed class ProbeBudget
{
    private const int Shares = 2;

    private readonly double _perSecond;
    private readonly double _perPort;
    private readonly double[] _ofPort;
    private readonly Instant[] _portAt;
    private double _tokens;
    private Instant _at;

    /// <summary>Makes the budget of a node.</summary>
    /// <param name="perSecond">Probes of the node in one second.</param>
    /// <param name="ports">How many ports it has.</param>
    public ProbeBudget(int perSecond, int ports)
    {
        _tokens = _perSecond = perSecond;
        _perPort = Math.Max(1, perSecond / Shares);
        _ofPort = new double[ports];
        _portAt = new Instant[ports];
        Array.Fill(_ofPort, _perPort);
    }

    /// <summary>Takes one token for a probe out of a port; false when the node or the port has none left.</summary>
    public bool TryTake(Instant now, PortIndex port)
    {
        _tokens = Refill(_tokens, _perSecond, now - _at);
        _at = now;
        ref double own = ref _ofPort[port.Value];
        own = Refill(own, _perPort, now - _portAt[port.Value]);
        _portAt[port.Value] = now;
        if (_tokens < 1 || own < 1)
        {
            return false;
        }

        _tokens--;
        own--;
        return true;
    }

    private static double Refill(double tokens, double perSecond, TimeSpan passed) => Math.Min(perSecond, tokens + (passed.TotalSeconds * perSecond));
}
