using System.Collections.Immutable;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Peers.Tests;

/// <summary>Probes from a client to the server and back, one each millisecond, from and to the addresses that the client has leased.</summary>
public sealed class DhcpTraffic : IDisposable
{
    private readonly Traffic _traffic;
    private readonly ImmutableArray<UdpFlow> _flows;
    private long[] _from;

    public DhcpTraffic(PeerLab lab, params ImmutableArray<string> leased)
    {
        _traffic = new Traffic(lab.Lab.Options.Kernel.ProbeInterval);
        Endpoint server = new(lab.Name("srv"), [IpAddress.Parse(DhcpLab.Server), IpAddress.Parse(DhcpLab.Server6)]);
        Endpoint client = new(lab.Name("c"), [.. leased.Select(static address => IpAddress.Parse(address))]);
        _flows =
        [
            .. client.Addresses.SelectMany(address => (UdpFlow[])
            [
                _traffic.Start($"there over {address.Family}", client, server, address.Family), _traffic.Start($"back over {address.Family}", server, client, address.Family),
            ]),
        ];
        _from = new long[_flows.Length];
        AwaitWhole();
        Mark();
    }

    /// <summary>Begins to measure here.</summary>
    public void Mark() => _from = [.. _flows.Select(static flow => flow.Log.Next)];

    /// <summary>Waits until all flows have delivered a hundred probes in a row, and returns the longest gap since the mark.</summary>
    public TimeSpan LongestGap()
    {
        AwaitWhole();
        return Windows().Max(static window => window.LongestGap);
    }

    /// <summary>Waits until all flows have delivered a hundred probes in a row, and returns how many were lost since the mark.</summary>
    public long Lost()
    {
        AwaitWhole();
        return Windows().Sum(static window => window.Lost);
    }

    /// <summary>What each flow has seen since the mark.</summary>
    public string Describe() => string.Join('\n', _flows.Zip(Windows(), static (flow, window) => $"{flow.Id}: {window}"));

    public void Dispose() => _traffic.Dispose();

    // The last probes are still under way.
    private IEnumerable<FlowWindow> Windows() => _flows.Select((flow, i) => FlowWindow.Measure(flow.Log, _from[i], flow.Log.Next - 5, _traffic.Interval));

    private void AwaitWhole()
    {
        foreach (UdpFlow flow in _flows)
        {
            Assert.True(Traffic.WaitUntilWhole(flow, 100, Soon.Patience), $"{flow.Id} delivers");
        }
    }
}
