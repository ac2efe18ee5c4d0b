using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>A leaf of Weft whose only neighbour is isisd, which announces what its kernel has.</summary>
public abstract class EdgeLab : IDisposable
{
    private const string Fabric = """
        fabric: @edge
        nodes:
          @leaf1:
          @peer1: { role: spine }
        links:
          - { ends: "@leaf1:fab1 -- @peer1:fab1" }
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/16, 2001:db8:1::1/64] }
        limits: { hosts-per-port: 20000, macs-per-port: 20000 }
        hosts:
          @a: { at: "@leaf1:swp1", subnet: web }
        """;

    protected EdgeLab(string isis)
    {
        (Lab, Peer) = PeerLab.Up($"{Fabric}\nisis: {isis}\n", static lab =>
        {
            string level = $"level-{(int)lab.Fabric.Isis.Level}";
            IsisPeer peer = lab.Keep(new IsisPeer(lab, "peer1", $"redistribute ipv4 kernel {level}", $"redistribute ipv6 kernel {level}"));
            lab.Start("leaf1");
            lab.Settle();
            return peer;
        });
    }

    public PeerLab Lab { get; }

    public IsisPeer Peer { get; }

    /// <summary>The live LSPs of a node that isisd has.</summary>
    public IReadOnlyList<LspId> LiveAtPeer(string node) =>
        [.. Peer.Database().Select(lsp => lsp.Id).Where(id => id.System == Lab.Node(node).SystemId)];

    public void Dispose()
    {
        Lab.Dispose();
        GC.SuppressFinalize(this);
    }
}
