using System.Text;
using Weft.Linux;
using Weft.Model;

namespace Weft.Peers.Tests;

/// <summary>FRR's isisd with passwords for HMAC-MD5, which is the best that it knows, between two leaves of Weft with the same keys.</summary>
public abstract class IsisKeyTests : IDisposable
{
    private const string Fabric = """
        fabric: @keyed
        nodes:
          @leaf1:
          @leaf2:
          @spine1: { role: spine }
        links:
          - { ends: "@leaf1:fab1 -- @spine1:fab1" }
          - { ends: "@leaf2:fab1 -- @spine1:fab2" }
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        hosts:
          @a: { at: "@leaf1:swp1", subnet: web }
          @c: { at: "@leaf2:swp1", subnet: web }
        isis: { keys: isis.keys, level: LEVEL }
        """;

    private const string Keys = "link send 1 hmac-md5 text:LinkKey1\narea send 1 hmac-md5 text:AreaKey1\n";

    private static readonly string[] Leaves = ["leaf1", "leaf2"];

    private readonly PeerLab _lab;
    private readonly IsisPeer _spine;

    protected IsisKeyTests(int level)
    {
        (_lab, _spine) = PeerLab.Up(Fabric.Replace("LEVEL", $"{level}", StringComparison.Ordinal), static lab =>
        {
            WriteKeys(lab, Keys);
            IsisPeer spine = lab.Keep(IsisPeer.WithKeys(lab, "spine1", "LinkKey1", "AreaKey1"));
            foreach (string leaf in Leaves)
            {
                lab.Start(leaf);
            }

            lab.Settle();
            return spine;
        });
    }

    [Fact]
    public void Hosts_reach_each_other_while_both_sides_verify_each_other()
    {
        Assert.Equal(Leaves.Select(_lab.Name), _spine.NeighborsUp());
        foreach (GatewayAddress address in _lab.Host("c").Addresses)
        {
            Soon.Holds(() => _lab.Reaches("a", address.Address.ToString()), $"a ping to {address} is answered");
        }

        foreach (string leaf in Leaves)
        {
            Assert.True(_lab.Counter(leaf, "isis-link-authentication", "Accepted") > 0);
            Assert.True(_lab.Counter(leaf, "isis-area-authentication", "Accepted") > 0);
            Assert.Equal(0, _lab.Counter(leaf, "isis-link-authentication", "BadDigest"));
            Assert.Equal(0, _lab.Counter(leaf, "isis-area-authentication", "BadDigest"));
            Soon.Equal(3, () => LspsOf(leaf, 1), $"{leaf} has an LSP of each node, signed");
        }
    }

    [Fact]
    public void A_leaf_with_another_password_loses_the_peer_and_gets_it_back_with_the_right_one()
    {
        WriteKeys(_lab, Keys.Replace("LinkKey1", "LinkKey2", StringComparison.Ordinal));
        Reload("leaf2");
        Soon.Equal(_lab.Name("leaf1"), () => string.Join(' ', _spine.NeighborsUp()), "isisd refuses what the other key signs");
        Soon.Holds(() => _lab.Ask("leaf2", ApiFormat.Neighbors)!.Neighbors!.Value.Single().State == "down", "leaf2 refuses isisd");
        Assert.True(_lab.Counter("leaf2", "isis-link-authentication", "BadDigest") > 0);
        Assert.Contains(_lab.Ask("leaf2", ApiFormat.Events)!.Events!.Value, static row => row.Kind == "isis-authentication");

        WriteKeys(_lab, Keys);
        Reload("leaf2");
        Soon.Equal(2, () => _spine.NeighborsUp().Count, "isisd has both neighbours again");
        foreach (GatewayAddress address in _lab.Host("c").Addresses)
        {
            Soon.Holds(() => _lab.Reaches("a", address.Address.ToString()), $"a ping to {address} is answered");
        }
    }

    [Fact]
    public void The_peers_restart_is_seen_although_its_first_hellos_could_be_copies()
    {
        _spine.Stop();
        _spine.Start();
        Soon.Equal(2, () => _spine.NeighborsUp().Count, "isisd has both neighbours again");
        _lab.Settle();
        foreach (GatewayAddress address in _lab.Host("c").Addresses)
        {
            Soon.Holds(() => _lab.Reaches("a", address.Address.ToString()), $"a ping to {address} is answered");
        }
    }

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    private int LspsOf(string leaf, int key) =>
        _lab.Ask(leaf, ApiFormat.Keys)?.Keys?.Where(row => row.Chain == "area" && row.Id == key).Sum(static row => row.Lsps ?? 0) ?? 0;

    private static void WriteKeys(PeerLab lab, string text)
    {
        string path = Path.Combine(Path.GetDirectoryName(lab.Lab.Options.FabricFile)!, "isis.keys");
        File.Delete(path);
        SecretFile.Create(path, Encoding.UTF8.GetBytes(text));
    }

    private void Reload(string leaf)
    {
        int before = KeyEvents(leaf);
        _lab.Commands.Run("kill", ["-HUP", $"{_lab.Lab.Daemons.Running(_lab.Name(leaf)).Id}"]);
        Soon.Holds(() => KeyEvents(leaf) > before, $"{leaf} has read its keys");
    }

    private int KeyEvents(string leaf) => _lab.Ask(leaf, ApiFormat.Events)?.Events?.Count(static row => row.Kind == "isis-keys") ?? 0;
}
