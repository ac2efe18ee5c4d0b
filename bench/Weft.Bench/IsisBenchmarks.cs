using BenchmarkDotNet.Attributes;
using Weft.Model;
using Weft.Protocols.Isis;

namespace Weft.Bench;

/// <summary>One node among many: reading 100,000 host claims of 100 leaves, one host that moves among them, and shortest paths of 1,000 nodes.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class IsisBenchmarks
{
    private const int Leaves = 100;
    private const int HostsPerLeaf = 1_000;
    private const int Nodes = 1_000;
    private const int Links = 4_800;
    private const int Versions = 4_096;
    private const int Runs = 256;

    private readonly SilentIsis _sink = new();
    private readonly byte[][] _moves = new byte[Versions][];
    private readonly byte[][] _flips = new byte[Runs][];
    private NodePlan _plan = null!;
    private PortIndex _port;
    private byte[] _hello = null!;
    private List<byte[]> _claims = null!;
    private IsisEngine _moving = null!;
    private IsisEngine _routing = null!;
    private Instant _now = new(1_000_000_000_000);

    [GlobalSetup(Target = nameof(ReadAllClaims))]
    public void SetupClaims()
    {
        SetupPeer();
        _claims = [];
        for (int leaf = 0; leaf < Leaves; leaf++)
        {
            _claims.AddRange(IsisGenerator.LspsOfLeaf(leaf, HostsPerLeaf));
        }
    }

    /// <summary>Every claim is new; the database is filled from nothing.</summary>
    [Benchmark(OperationsPerInvoke = Leaves * HostsPerLeaf)]
    public IsisEngine ReadAllClaims() => Read(_claims);

    [GlobalSetup(Target = nameof(OneHostMoves))]
    public void SetupMoves()
    {
        SetupClaims();
        byte[] fullest = _claims.MaxBy(static frame => frame.Length)!;
        for (int i = 0; i < Versions; i++)
        {
            _moves[i] = IsisGenerator.NextVersion(fullest, (uint)i + 100, octetFromEnd: 8);
        }
    }

    [IterationSetup(Target = nameof(OneHostMoves))]
    public void FillDatabase() => _moving = Read(_claims);

    /// <summary>A new version of one LSP of 50 hosts in which one epoch is another: from the frame to the report.</summary>
    [Benchmark(OperationsPerInvoke = Versions)]
    public void OneHostMoves()
    {
        foreach (byte[] frame in _moves)
        {
            _moving.HandleFrame(_now, _port, frame, _sink);
        }
    }

    [GlobalSetup(Target = nameof(ShortestPathsOfThousandNodes))]
    public void SetupPaths()
    {
        SetupPeer();
        List<List<(int To, uint Metric)>> graph = IsisGenerator.Graph(Nodes, Links, seed: 5);
        _claims = [.. graph.Select(static (links, node) => IsisGenerator.LspOfNode(node, 1, links))];
        for (int i = 0; i < Runs; i++)
        {
            uint change = (uint)(i % 2);
            _flips[i] = IsisGenerator.LspOfNode(500, (uint)i + 2, [.. graph[500].Select(link => (link.To, link.Metric + change))]);
        }
    }

    [IterationSetup(Target = nameof(ShortestPathsOfThousandNodes))]
    public void FillGraph() => _routing = Read(_claims);

    /// <summary>A metric changes: the LSP is read, and all paths are computed anew.</summary>
    [Benchmark(OperationsPerInvoke = Runs)]
    public void ShortestPathsOfThousandNodes()
    {
        foreach (byte[] frame in _flips)
        {
            // Far enough apart that every change is the first after a quiet time.
            _now += TimeSpan.FromSeconds(2);
            _routing.HandleFrame(_now, _port, _hello, _sink);
            _routing.HandleFrame(_now, _port, frame, _sink);
            Settle(_routing);
        }

        long runs = _routing.Counters[IsisCounter.SpfRuns];
        if (runs < Runs)
        {
            throw new InvalidOperationException($"{runs} runs for {Runs} changes");
        }
    }

    private void SetupPeer()
    {
        _plan = BenchFabric.Plan("leaf1");
        _port = _plan.Ports.First(static port => port.Kind == PortKind.Fabric).Index;
        _hello = IsisGenerator.Hello();
    }

    private IsisEngine Read(List<byte[]> lsps)
    {
        IsisEngine engine = IsisGenerator.Start(_plan, _port, _hello, _now, _sink);
        foreach (byte[] frame in lsps)
        {
            engine.HandleFrame(_now, _port, frame, _sink);
        }

        Settle(engine);
        return engine.Nodes().Count >= Leaves ? engine : throw new InvalidOperationException($"{engine.Nodes().Count} nodes");
    }

    private void Settle(IsisEngine engine)
    {
        while (engine.NextDeadline <= _now)
        {
            engine.HandleTimer(_now, _sink);
        }
    }
}
