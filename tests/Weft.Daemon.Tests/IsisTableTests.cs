using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>What daemons tell of their routing protocol. Needs root.</summary>
public sealed class IsisTableTests : IDisposable
{
    private const string Secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private readonly KeyBench _bench = new();

    [Fact]
    public void Neighbours_tell_their_databases_paths_prefixes_and_own_fragments()
    {
        _bench.WriteKeys("isis.keys", $"link send 1 hmac-sha-256 hex:{Secret}\narea send 1 hmac-sha-256 hex:{Secret}\n");
        _bench.Start(1);
        _bench.Start(2);
        DaemonBench.Eventually(() => _bench.Ask(1, ApiFormat.IsisSpf)?.Paths!.Value.Any(path => path is { To: "leaf2", Cost: > 0 }) == true, "leaf2 is reached");

        NodeReport database = _bench.Ask(1, new ApiRequest { Get = ApiFormat.IsisDatabase, Detail = true })!;
        LspReport other = Assert.Single(database.Lsps!.Value, lsp => lsp.Lsp == "leaf2.00-00");
        Assert.Equal((false, false), (other.Own, other.Purge));
        Assert.Contains(other.Detail!.Value, line => line.Contains("leaf2", StringComparison.Ordinal));
        Assert.InRange(other.LifetimeSeconds, 1, 65_535);
        Assert.Null(_bench.Ask(1, ApiFormat.IsisDatabase)!.Lsps!.Value[0].Detail);

        IsisRouteReport loopback = Assert.Single(_bench.Ask(1, ApiFormat.IsisRoutes)!.Prefixes!.Value, row => row.Prefix == "10.255.0.2/32");
        Assert.Equal(["leaf2"], loopback.Origins);
        Assert.Contains(_bench.Ask(1, ApiFormat.IsisFragments)!.Fragments!.Value, fragment => fragment is { Number: 0, Links: 1, Prefixes: > 0 });
        Assert.Contains(_bench.Ask(1, ApiFormat.Neighbors)!.Neighbors!.Value, row => row is { Port: "fab1", HoldSeconds: > 0, Unacknowledged: >= 0 });

        ExplainReport way = _bench.Ask(1, new ApiRequest { Get = ApiFormat.Explain, Address = "10.255.0.2" })!.Explanations!.Value.Single();
        Assert.Equal(("route", "leaf2"), (way.Decision, Assert.Single(way.To)));
        Assert.Equal("leaf2", Assert.Single(way.Route!.NextHops).Neighbor);
    }

    public void Dispose() => _bench.Dispose();
}
