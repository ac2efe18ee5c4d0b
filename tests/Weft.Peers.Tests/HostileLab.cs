using System.Text;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Peers.Tests;

/// <summary>A real leaf beside isisd, and somebody on the link between them who forges what isisd says.</summary>
public sealed class HostileLab : IDisposable
{
    /// <summary>The secrets of the link and of the area, where the fabric has keys.</summary>
    public const string LinkSecret = "LinkKey1";

    public const string AreaSecret = "AreaKey1";

    private const string Fabric = """
        fabric: @hostile
        nodes:
          @leaf1:
          @peer1: { role: spine }
        links:
          - { ends: "@leaf1:fab1 -- @peer1:fab1" }
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/16, 2001:db8:1::1/64] }
        hosts:
          @a: { at: "@leaf1:swp1", subnet: web }
        """;

    public HostileLab(bool hasKeys)
    {
        (Lab, Peer) = PeerLab.Up(Fabric + (hasKeys ? "\nisis: { keys: isis.keys }" : string.Empty), lab =>
        {
            if (hasKeys)
            {
                string keys = $"link send 1 hmac-md5 text:{LinkSecret}\narea send 1 hmac-md5 text:{AreaSecret}\n";
                SecretFile.Create(Path.Combine(Path.GetDirectoryName(lab.Lab.Options.FabricFile)!, "isis.keys"), Encoding.UTF8.GetBytes(keys));
            }

            IsisPeer peer = lab.Keep(hasKeys ? IsisPeer.WithKeys(lab, "peer1", LinkSecret, AreaSecret) : new IsisPeer(lab, "peer1"));
            lab.Start("leaf1");
            lab.Settle();
            return peer;
        });
    }

    public PeerLab Lab { get; }

    public IsisPeer Peer { get; }

    public IsisAttacker Attacker()
    {
        string mac = Lab.Ask("leaf1", ApiFormat.Neighbors)!.Neighbors!.Value.Single().Mac!;
        return new IsisAttacker(Lab.Name("peer1"), "fab1", MacAddress.Parse(mac));
    }

    /// <summary>The adjacency never fell, and a host of the leaf and the neighbour reach each other.</summary>
    public void AssertUndisturbed()
    {
        Assert.Equal(0, Counter("AdjacenciesDown"));
        AssertReachable();
    }

    /// <summary>A host of the leaf and the neighbour reach each other, perhaps after a moment.</summary>
    public void AssertReachable()
    {
        foreach (GatewayAddress address in Lab.Host("a").Addresses)
        {
            Soon.Holds(() => Lab.Reaches("peer1", address.Address.ToString()), $"a ping from isisd's node to {address} is answered");
        }
    }

    /// <summary>Sends damaged PDUs. Damaged hellos may take the adjacency down, and damaged LSPs may say anything of the neighbour; then the living one
    /// is heard again, and the daemon has neither grown nor filled its log.</summary>
    public void AssertSurvives(IsisAttacker attacker, PduDamage damage, int count)
    {
        long memory = Memory();
        int lines = LogLines();
        for (int i = 0; i < count; i++)
        {
            attacker.Send(damage.Next());
        }

        Soon.Holds(IsUp, "the adjacency is up", () => Peer.Show("show isis neighbor"));
        Assert.InRange(Memory() - memory, long.MinValue, 32 << 20);
        Assert.InRange(LogLines() - lines, 0, 3_000);
        AssertReachable();
    }

    /// <summary>Both ends have the adjacency.</summary>
    private bool IsUp() => Peer.NeighborsUp().Count == 1 && Lab.Ask("leaf1", ApiFormat.Neighbors)?.Neighbors!.Value.Single().State == "up";

    public long Counter(string name) => Lab.Counter("leaf1", "isis", name);

    /// <summary>Resident octets of the leaf's daemon.</summary>
    public long Memory() => Lab.Ask("leaf1", ApiFormat.Status)!.Status!.ResidentBytes;

    public int LogLines() => File.ReadLines(Lab.Lab.Daemons.Running(Lab.Name("leaf1")).Log).Count();

    public void Dispose() => Lab.Dispose();
}
