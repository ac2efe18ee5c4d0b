using System.Buffers.Binary;
using Weft.Lab;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Bench;

/// <summary>Makes the frames that a neighbour would relay: LSPs of leaves full of hosts, and of random graphs.</summary>
internal static class IsisGenerator
{
    private const int FirstSystem = 0x1000;
    private static readonly MacAddress PeerMac = MacAddress.FromValue(0x0200_0000_00FE);

    /// <summary>The hello of a neighbour that needs no three-way handshake.</summary>
    public static byte[] Hello()
    {
        byte[] frame = new byte[100];
        IsisPduWriter writer = new(
            frame.AsSpan(IsisFrame.HeaderLength),
            new PointToPointHelloHeader(IsisLevels.Level2, System(0), ushort.MaxValue, 1));
        Span<byte> address = stackalloc byte[16];
        IpAddress.LinkLocalFor(PeerMac).Write(address);
        writer.Add(IsisTlvType.Ipv6InterfaceAddresses, address);
        return Finish(frame, writer.Finish().Length);
    }

    /// <summary>An engine whose only neighbour is up.</summary>
    public static IsisEngine Start(NodePlan plan, PortIndex port, byte[] hello, Instant now, SilentIsis sink)
    {
        IsisEngine engine = new(plan, new RandomSource(1));
        engine.HandlePort(now, port, new PortStatus(true, MacAddress.FromValue(0x02AA), IpAddress.LinkLocalFor(MacAddress.FromValue(0x02AA)), 1500), sink);
        engine.HandleTimer(now, sink);
        engine.HandleFrame(now, port, hello, sink);
        return engine;
    }

    /// <summary>The LSPs of one leaf with hosts.</summary>
    public static IEnumerable<byte[]> LspsOfLeaf(int leaf, int hosts)
    {
        yield return IsisBenchPdus.Frame(PeerMac, IsisBenchPdus.Node(System(leaf + 1), 1, []));
        byte fragment = 0;
        foreach (int[] part in Enumerable.Range(leaf * hosts, hosts).Chunk(IsisBenchPdus.HostsPerLsp4))
        {
            fragment++;
            yield return IsisBenchPdus.Frame(PeerMac, IsisBenchPdus.Hosts(System(leaf + 1), fragment, 1, part.Select(static host => new IsisBenchHost(
                IpAddress.Ipv4(0x0A00_0000 + (uint)host), MacAddress.FromValue(0x0200_0000_0000UL + (uint)host), 1))));
        }
    }

    /// <summary>The same LSP with another sequence number and four octets near its end counted up.</summary>
    public static byte[] NextVersion(byte[] frame, uint sequence, int octetFromEnd)
    {
        byte[] next = [.. frame];
        Span<byte> lsp = next.AsSpan(IsisFrame.HeaderLength);
        BinaryPrimitives.WriteUInt32BigEndian(lsp[20..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(lsp[^octetFromEnd..], sequence);
        LspChecksum.Store(lsp);
        return next;
    }

    /// <summary>A connected random graph.</summary>
    public static List<List<(int To, uint Metric)>> Graph(int nodes, int links, ulong seed)
    {
        RandomSource random = new(seed);
        List<List<(int To, uint Metric)>> graph = [.. Enumerable.Range(0, nodes).Select(static _ => new List<(int To, uint Metric)>())];
        for (int i = 1; i < links + 1; i++)
        {
            int a = i < nodes ? i : random.Next(nodes);
            int b = i < nodes ? random.Next(i) : random.Next(nodes);
            uint metric = (uint)(5 + random.Next(15));
            graph[a].Add((b, metric));
            graph[b].Add((a, metric));
        }

        return graph;
    }

    /// <summary>The LSP of a node of a graph; node 0 is the neighbour and lists us, too.</summary>
    public static byte[] LspOfNode(int node, uint sequence, IReadOnlyList<(int To, uint Metric)> links)
    {
        IEnumerable<(SystemId To, uint Metric)> all = links.Select(static link => (System(link.To), link.Metric));
        return IsisBenchPdus.Frame(
            PeerMac, IsisBenchPdus.Node(System(node), sequence, node == 0 ? all.Append((BenchFabric.Plan("leaf1").SystemId, 10u)) : all));
    }

    private static SystemId System(int index) => SystemId.FromValue((ulong)(FirstSystem + index));

    private static byte[] Finish(byte[] frame, int pduLength)
    {
        IsisFrame.WriteHeader(frame, PeerMac, pduLength);
        return frame[..(IsisFrame.HeaderLength + pduLength)];
    }
}
