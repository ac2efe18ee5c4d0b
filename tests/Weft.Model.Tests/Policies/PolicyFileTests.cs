using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>Policies of the fabric file: who has which, and what names stand for.</summary>
public sealed class PolicyFileTests
{
    private const string Head =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
          db: { vlan: 20, gateway: 10.2.0.1/24 }
        hosts:
          vm-a: { subnet: web, mac: "02:00:00:00:00:0a" }
          vm-b: { subnet: web, mac: "02:00:00:00:00:0b" }
          vm-c: { subnet: web, mac: "02:00:00:00:00:0c" }
          vm-d: { subnet: db, mac: "02:00:00:00:00:0d" }
        groups:
          some: [vm-a, vm-b, vm-c]

        """;

    [Fact]
    public void The_most_specific_word_gives_a_host_its_policy()
    {
        Fabric fabric = Load(
            """
            policies:
              by-subnet: { for: web, in: [] }
              by-group: { for: some, in: [] }
              by-name: { for: [vm-a, vm-b], in: [] }
              by-mac: { for: "02:00:00:00:00:0a", in: [] }
            """);
        Assert.Equal("by-mac", PolicyOf(fabric, "02:00:00:00:00:0a", "web"));
        Assert.Equal("by-name", PolicyOf(fabric, "02:00:00:00:00:0b", "web"));
        Assert.Equal("by-group", PolicyOf(fabric, "02:00:00:00:00:0c", "web"));
        Assert.Equal("by-subnet", PolicyOf(fabric, "02:00:00:00:00:ff", "web"));
        Assert.Null(PolicyOf(fabric, "02:00:00:00:00:0d", "db"));
    }

    [Fact]
    public void A_hosts_own_policy_goes_where_it_goes_and_a_subnets_does_not()
    {
        Fabric fabric = Load("policies:\n  own: { for: vm-a, in: [] }\n  of-web: { for: web, in: [] }");
        Assert.Equal("own", PolicyOf(fabric, "02:00:00:00:00:0a", "db"));
        Assert.Null(PolicyOf(fabric, "02:00:00:00:00:0b", "db"));
    }

    [Fact]
    public void Peers_are_the_addresses_of_hosts_groups_subnets_and_prefixes()
    {
        Fabric fabric = Load(
            """
            policies:
              web:
                for: vm-d
                in: [{ allow: any, from: [some, db, 10.9.0.0/16, 10.1.0.12] }, { allow: tcp }]
            """);
        PolicyRule rule = fabric.Policies[0].In!.Value[0];
        Assert.Equal(["some", "db", "10.9.0.0/16", "10.1.0.12"], rule.Peers.Select(peer => peer.Text));
        Assert.Equal(
            ["10.1.0.11/32", "10.1.0.12/32", "10.1.0.13/32", "2001:db8:1::11/128", "2001:db8:1::12/128", "2001:db8:1::13/128"],
            rule.Peers[0].Prefixes.Select(prefix => prefix.ToString()));
        Assert.Equal("10.2.0.0/24", Assert.Single(rule.Peers[1].Prefixes).ToString());
        Assert.True(fabric.Policies[0].In!.Value[1].Peers[0].IsAny);
    }

    [Fact]
    public void Prefixes_within_others_of_a_group_are_left_out()
    {
        Fabric fabric = Load("  ops: [10.9.0.0/16, 10.9.1.0/24, 10.8.0.0/16]\npolicies:\n  web: { for: vm-a, in: [{ allow: any, from: ops }] }");
        Assert.Equal(["10.8.0.0/16", "10.9.0.0/16"], fabric.Policies[0].In!.Value[0].Peers[0].Prefixes.Select(prefix => prefix.ToString()));
    }

    [Fact]
    public void A_direction_that_is_not_there_is_not_restricted_and_an_empty_one_is_closed()
    {
        Fabric fabric = Load("policies:\n  closed: { for: vm-a, in: [] }\n  free: { for: vm-b }");
        Assert.Empty(fabric.Policies[0].In!.Value);
        Assert.Null(fabric.Policies[0].Out);
        Assert.True(fabric.Policies[0].Restricts);
        Assert.False(fabric.Policies[1].Restricts);
        Assert.True(fabric.Policies[0].IsStateful);
    }

    [Fact]
    public void Rules_know_their_number_name_and_line()
    {
        Fabric fabric = Load("policies:\n  web:\n    for: vm-a\n    in:\n      - { allow: tcp/80, name: http }\n      - { deny: any }");
        PolicyRule[] rules = [.. fabric.Policies[0].In!.Value];
        Assert.Equal([1, 2], rules.Select(rule => rule.Number));
        Assert.Equal(["http", ""], rules.Select(rule => rule.Name));
        Assert.Equal(rules[0].Line + 1, rules[1].Line);
        Assert.Equal(PolicyAction.Deny, rules[1].Action);
    }

    [Theory]
    [InlineData("policies:\n  p: { for: vm-a, in: [{ allow: tcp, to: vm-b }] }", FaultCode.UnknownKey)]
    [InlineData("policies:\n  p: { for: vm-a, in: [{ from: vm-b }] }", FaultCode.MissingKey)]
    [InlineData("policies:\n  p: { for: vm-a, in: [{ allow: tcp, deny: udp }] }", FaultCode.KeysExclude)]
    [InlineData("policies:\n  p: { in: [] }", FaultCode.MissingKey)]
    [InlineData("policies:\n  p: { for: any, in: [] }", FaultCode.PolicyForAddresses)]
    [InlineData("policies:\n  p: { for: \"01:00:5e:00:00:01\", in: [] }", FaultCode.MacNotUsable)]
    [InlineData("  vm-a: [vm-b]", FaultCode.NameTaken)]
    [InlineData("  web: [vm-b]", FaultCode.NameTaken)]
    [InlineData("  any: [vm-b]", FaultCode.NameTaken)]
    [InlineData("  outer: [some]", FaultCode.UnknownMember)]
    [InlineData("limits: { policies: 1 }\npolicies:\n  p: { for: vm-a, in: [] }\n  q: { for: vm-b, in: [] }", FaultCode.TooMany)]
    [InlineData("limits: { rules-per-policy: 3 }\npolicies:\n  p: { for: vm-a, in: [{ allow: [tcp, udp], from: [vm-b, vm-c] }] }", FaultCode.TooMany)]
    [InlineData("limits: { policy-hosts: 2 }\npolicies:\n  p: { for: some, in: [] }", FaultCode.TooMany)]
    public void What_is_wrong_is_said_once(string text, FaultCode code) =>
        Assert.Equal(code, Assert.Single(FabricFile.Load(Head + text).Faults).Code);

    private static Fabric Load(string text)
    {
        FabricLoad load = FabricFile.Load(Head + text);
        Assert.Empty(load.Faults);
        return load.Fabric!;
    }

    private static string? PolicyOf(Fabric fabric, string mac, string subnet) =>
        fabric.FindPolicy(fabric.PolicyAssignment.Of(MacAddress.Parse(mac), fabric.Subnets.First(candidate => candidate.Name == subnet)))?.Name;
}
