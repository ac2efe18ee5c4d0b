using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Hosts that were attached a short while ago, and the segments that were taken for parts of their connections.</summary>
internal sealed class PolicyArrivals
{
    private const int Maximum = 65_536;

    private readonly Dictionary<MacAddress, Instant> _until = [];
    private Instant _second = Instant.Zero;
    private int _taken;

    /// <summary>A MAC was attached that was not attached before.</summary>
    public void Note(Instant now, MacAddress mac)
    {
        if (_until.Count < Maximum || _until.ContainsKey(mac))
        {
            _until[mac] = now + PolicyArrival.Window;
        }
    }

    /// <summary>A MAC is no longer attached.</summary>
    public void Forget(MacAddress mac) => _until.Remove(mac);

    /// <summary>True when a segment of a host's connection may be taken for part of one that began elsewhere.</summary>
    public bool TryTake(Instant now, MacAddress mac)
    {
        if (!_until.TryGetValue(mac, out Instant until) || now >= until)
        {
            return false;
        }

        if (now >= _second + TimeSpan.FromSeconds(1))
        {
            _second = now;
            _taken = 0;
        }

        return _taken++ < PolicyArrival.SegmentsPerSecond;
    }
}
