using System.Text.Json;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>FRR's isisd carries a fabric between two leaves of Weft.</summary>
public abstract class IsisSpineTests(SpineLab spine)
{
    private readonly PeerLab _lab = spine.Lab;

    [Fact]
    public void Both_leaves_have_a_three_way_adjacency_with_the_spine()
    {
        Assert.Equal([_lab.Name("leaf1"), _lab.Name("leaf2")], spine.Spine.NeighborsUp());
        foreach (string leaf in (string[])["leaf1", "leaf2"])
        {
            NeighborReport neighbor = Assert.Single(_lab.Ask(leaf, ApiFormat.Neighbors)!.Neighbors!.Value);
            Assert.Equal((_lab.Name("spine1"), "up"), (neighbor.Neighbor, neighbor.State));
        }
    }

    [Fact]
    public void The_leaf_behind_the_spine_believes_a_claim_as_it_was_made()
    {
        foreach (GatewayAddress address in _lab.Host("a").Addresses)
        {
            HostReport own = HostAt("leaf1", address.Address)!;
            Soon.Holds(() => HostAt("leaf2", address.Address) is not null, $"leaf2 knows {address.Address}");
            HostReport far = HostAt("leaf2", address.Address)!;
            Assert.Equal(("confirmed", _lab.Name("leaf1")), (own.State, own.At));
            Assert.Equal(("remote", _lab.Name("leaf1"), own.Epoch, own.Mac), (far.State, far.At, far.Epoch, far.Mac));
        }
    }

    [Fact]
    public void The_spine_refloods_claims_octet_for_octet()
    {
        const byte ClaimSubTlv = 250;
        FabricHost host = _lab.Host("a");
        IpAddress address = IpAddress.Parse("10.1.0.77");
        using LspWatch near = new(_lab.Name("leaf1"), "fab1");
        using LspWatch far = new(_lab.Name("leaf2"), "fab1");
        _lab.Ip("a", "addr", "add", $"{address}/32", "dev", "eth0");
        _lab.Send("a", HostFrames.Announcement(host.Mac, address));
        Soon.Holds(() => near.Look().Out.Values.Any(Claims), "leaf1 announces the new address");
        SeenLsp sent = near.Out.Values.Single(Claims);
        Soon.Holds(() => far.Look().In.TryGetValue(sent.Id, out SeenLsp? seen) && seen.Sequence >= sent.Sequence, "the LSP crosses the spine");
        Assert.Equal(near.Look().Out[sent.Id].Content, far.In[sent.Id].Content);

        bool Claims(SeenLsp lsp)
        {
            IsisPdu.TryParse(lsp.Octets, out IsisPdu pdu);
            foreach (Tlv tlv in pdu.Tlvs)
            {
                foreach (PrefixReach entry in tlv.Type == IsisTlvType.ExtendedIpReach ? new PrefixReachList(tlv.Value, AddressFamily.Ipv4) : default)
                {
                    if (entry.Prefix == IpPrefix.Host(address))
                    {
                        return entry.SubTlvs[0] == ClaimSubTlv;
                    }
                }
            }

            return false;
        }
    }

    [Fact]
    public void Host_routes_lead_through_the_spine_in_both_kernels_and_both_families()
    {
        string linkLocal = spine.Spine.LinkLocal("fab2");
        foreach (GatewayAddress address in _lab.Host("a").Addresses)
        {
            string family = address.Address.IsIpv6 ? "-6" : "-4";
            string leaf = _lab.Ip("leaf2", family, "route", "show", address.Address.ToString());
            Assert.Equal([$"{linkLocal} dev fab1"], _lab.Ways("leaf2", [leaf]));
            Assert.Contains("proto 200", leaf, StringComparison.Ordinal);
            string peer = _lab.Ip("spine1", family, "route", "show", address.Address.ToString());
            Assert.Contains("dev fab1 proto isis", peer, StringComparison.Ordinal);
            Assert.Equal("fab1", OutputOf(address.Address));
        }
    }

    [Fact]
    public void Hosts_reach_each_other_through_the_spine()
    {
        foreach (GatewayAddress address in _lab.Host("c").Addresses)
        {
            Soon.Holds(() => _lab.Reaches("a", address.Address.ToString()), $"a ping to {address.Address} is answered");
        }
    }

    [Fact]
    public void The_spine_prefers_the_other_leaf_to_a_drained_one_and_reaches_what_only_that_has()
    {
        foreach ((string family, string subnet) in (ReadOnlySpan<(string, string)>)[("-4", "10.1.0.0/24"), ("-6", "2001:db8:1::/64")])
        {
            Soon.Holds(() => PortsOf(family, subnet) is ["fab1", "fab2"], $"the spine leads {subnet} to both leaves");
        }

        _lab.SetDrained("leaf1", true);
        foreach ((string family, string subnet) in (ReadOnlySpan<(string, string)>)[("-4", "10.1.0.0/24"), ("-6", "2001:db8:1::/64")])
        {
            Soon.Holds(() => PortsOf(family, subnet) is ["fab2"], $"the spine leads {subnet} to the other leaf");
        }

        foreach (GatewayAddress address in _lab.Host("a").Addresses)
        {
            Assert.Equal("fab1", OutputOf(address.Address));
            Assert.True(_lab.Reaches("c", address.Address.ToString()));
        }

        _lab.SetDrained("leaf1", false);
        Soon.Holds(() => PortsOf("-4", "10.1.0.0/24") is ["fab1", "fab2"], "the spine leads to both leaves again");
    }

    [Fact]
    public void A_host_that_moves_across_the_spine_and_back_has_one_owner_each_time()
    {
        FabricHost host = _lab.Host("b");
        uint epoch = HostAt("leaf1", host.Addresses[0].Address)!.Epoch;
        Move(host, "leaf2", "swp2", "fab2", epoch + 1);
        Move(host, "leaf1", "swp2", "fab1", epoch + 2);
    }

    [Fact]
    public void The_spine_and_the_leaves_have_the_same_database_after_isisd_has_restarted()
    {
        using LspWatch first = new(_lab.Name("leaf1"), "fab1");
        using LspWatch second = new(_lab.Name("leaf2"), "fab1");
        spine.Spine.Stop();
        spine.Spine.Start();
        _lab.Settle();
        IReadOnlyList<PeerLsp> database = [];
        Soon.Holds(
            () =>
            {
                database = spine.Spine.Database();
                string names = NamesOf(database.Select(lsp => (lsp.Id, lsp.Sequence, lsp.Checksum)));
                return database.Count > 0 && Leaves().All(leaf => names == NamesOf(leaf.Described.Values.Select(entry => (entry.Id, entry.Sequence, entry.Checksum))));
            },
            "isisd and both leaves describe the same database",
            () => string.Join("\n", Leaves().Select(leaf => string.Join(", ", leaf.Described.Values))) + "\n" + spine.Spine.Show("show isis database"));
        Assert.Equal(_lab.Fabric.Nodes.Select(node => node.SystemId), database.Select(lsp => lsp.Id.System).Distinct());
        foreach (PeerLsp lsp in database)
        {
            // The spine forgot everything: each LSP has crossed the cable to leaf1, from one side or the other.
            SeenLsp seen = first.Out.TryGetValue(lsp.Id, out SeenLsp? sent) && sent.Sequence == lsp.Sequence ? sent : first.In[lsp.Id];
            Assert.Equal((lsp.Sequence, lsp.Checksum), (seen.Sequence, seen.Checksum));
            Assert.Equal(lsp.Reach, seen.Reach());
        }

        LspWatch[] Leaves() => [first.Look(), second.Look()];
    }

    [Fact]
    public void An_LSP_that_ages_out_at_isisd_first_goes_on_the_leaves_although_it_comes_with_its_body()
    {
        const ushort Lifetime = 4;
        SystemId stranger = SystemId.FromValue(0x0999);
        IsisPduType type = _lab.Fabric.Isis.Level == IsisLevels.Level1 ? IsisPduType.Level1LinkState : IsisPduType.Level2LinkState;
        using LspWatch far = new(_lab.Name("leaf2"), "fab1");
        using IsisAttacker maker = new(_lab.Name("leaf1"), "fab1", PortMac("leaf1", "fab1"));
        maker.Send(IsisAttacker.Phantom(stranger, 1, 0x0A63_0001, Lifetime, type));
        LspId id = new(stranger, 0, 0);
        Soon.Holds(() => far.Look().In.TryGetValue(id, out SeenLsp? seen) && seen.Lifetime == 0, "isisd purges what has aged out");
        Assert.True(far.In[id].Octets.Length > LspHeader.Length, "isisd no longer leaves the body in a purge");
        foreach (string leaf in (string[])["leaf1", "leaf2"])
        {
            Soon.Holds(() => _lab.Ask(leaf, ApiFormat.IsisDatabase)!.Lsps!.Value.All(lsp => lsp.Id != id.ToString() || lsp.Purge), $"{leaf} believes the purge");
        }
    }

    [Fact]
    public void A_cut_link_takes_routes_away_and_a_mended_one_brings_them_back()
    {
        IpAddress[] addresses = [.. _lab.Host("a").Addresses.Select(item => item.Address)];
        _lab.Lab.SetLink(_lab.Name("leaf1"), _lab.Name("spine1"), up: false);
        foreach (IpAddress address in addresses)
        {
            Soon.Equal(null, () => OutputOf(address), $"the spine has no route to {address}");
            Soon.Equal(string.Empty, () => _lab.Ip("leaf2", address.IsIpv6 ? "-6" : "-4", "route", "show", address.ToString()), $"leaf2 has no route to {address}");
        }

        _lab.Lab.SetLink(_lab.Name("leaf1"), _lab.Name("spine1"), up: true);
        _lab.Settle();
        foreach (IpAddress address in addresses)
        {
            Soon.Equal("fab1", () => OutputOf(address), $"the spine has a route to {address}");
            Soon.Holds(() => _lab.Reaches("c", address.ToString()), $"c reaches {address}");
        }
    }

    private static string NamesOf(IEnumerable<(LspId Id, uint Sequence, ushort Checksum)> lsps) =>
        string.Join('\n', lsps.Order().Select(lsp => $"{lsp.Id} {lsp.Sequence:x8} {lsp.Checksum:x4}"));

    private void Move(FabricHost host, string leaf, string port, string spinePort, uint epoch)
    {
        _lab.Lab.Switchyard.Move(host.Name, new LinkEnd(_lab.Name(leaf), port), OldPort.Loses);
        Soon.Holds(() => _lab.Lab.Switchyard.IsJoined(host.Name), $"frames of {host.Name} reach {leaf}");
        _lab.Announce(host);
        foreach (IpAddress address in host.Addresses.Select(item => item.Address))
        {
            foreach (string node in (string[])["leaf1", "leaf2"])
            {
                Soon.Equal(
                    (_lab.Name(leaf), epoch, node == leaf),
                    () => HostAt(node, address) is { } row ? (row.At, row.Epoch, row.State == "confirmed") : default,
                    $"{node} knows that {address} is at {leaf}");
            }

            Soon.Equal(spinePort, () => OutputOf(address), $"the spine leads {address} to {leaf}");
            string line = $"Reachability: {IpPrefix.Host(address)} ";
            Soon.Equal(
                _lab.Node(leaf).SystemId,
                () => spine.Spine.Database().Where(lsp => lsp.Reach.Any(entry => entry.Contains(line, StringComparison.Ordinal))).ToArray() is [var only] ? only.Id.System : default,
                $"isisd has {address} from {leaf} alone");
            Soon.Holds(() => _lab.Reaches("a", address.ToString()), $"a reaches {address}");
        }
    }

    private MacAddress PortMac(string node, string port) =>
        MacAddress.Parse(_lab.Ip(node, "-o", "link", "show", port).Split("link/ether ")[1].Split(' ')[0]);

    private HostReport? HostAt(string node, IpAddress address) =>
        _lab.Ask(node, ApiFormat.Hosts)?.Hosts?.SingleOrDefault(row => row.Address == address.ToString());

    /// <summary>The ports that zebra's route leaves by. Its kernel's would not do: when a link is mended, zebra does not give the next-hop object of
    /// several members back the one that the kernel had taken out.</summary>
    private string[] PortsOf(string family, string prefix)
    {
        using JsonDocument? document = spine.Spine.ShowJson($"show {(family == "-6" ? "ipv6" : "ip")} route {prefix} json");
        return document is not null && document.RootElement.TryGetProperty(prefix, out JsonElement routes)
            ? [.. routes[0].GetProperty("nexthops").EnumerateArray().Select(hop => hop.GetProperty("interfaceName").GetString()!).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The ports that zebra's selected route leaves by, two while two leaves announce a host that moves; null without a route.</summary>
    private string? OutputOf(IpAddress address)
    {
        string prefix = IpPrefix.Host(address).ToString();
        using JsonDocument? document = spine.Spine.ShowJson($"show {(address.IsIpv6 ? "ipv6" : "ip")} route {prefix} json");
        return document is not null && document.RootElement.TryGetProperty(prefix, out JsonElement routes)
            && routes[0].TryGetProperty("installed", out _) && routes[0].GetProperty("protocol").GetString() == "isis"
            ? string.Join(' ', routes[0].GetProperty("nexthops").EnumerateArray().Select(static hop => hop.GetProperty("interfaceName").GetString()))
            : null;
    }
}
