using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The hosts of one policy that are counted in one direction, and what those share for whom there is no room.</summary>
internal sealed class RateBook(DataRate rate)
{
    private readonly Dictionary<MacAddress, RateBucket> _hosts = [];
    private readonly List<MacAddress> _silent = [];
    private RateBucket _others = new(Instant.Zero, rate);

    /// <summary>True when a packet of that many octets is within the rate of its host.</summary>
    public bool TryTake(Instant now, MacAddress mac, int octets)
    {
        if (!_hosts.ContainsKey(mac) && _hosts.Count >= PolicyQuality.CountedHosts && !MakeRoom(now))
        {
            return _others.TryTake(now, rate, octets);
        }

        ref RateBucket bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_hosts, mac, out bool isKnown);
        if (!isKnown)
        {
            bucket = new RateBucket(now, rate);
        }

        return bucket.TryTake(now, rate, octets);
    }

    private bool MakeRoom(Instant now)
    {
        _silent.Clear();
        foreach ((MacAddress mac, RateBucket bucket) in _hosts)
        {
            if (now >= bucket.Used + PolicyQuality.Silence)
            {
                _silent.Add(mac);
            }
        }

        foreach (MacAddress mac in _silent)
        {
            _hosts.Remove(mac);
        }

        return _silent.Count > 0;
    }
}
