using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of groups and of the policies of hosts, W01xx to W03xx.</content>
public static partial class FaultCatalog
{
    private const string PolicyFabric =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { subnet: web }
          vm-b: { subnet: web }

        """;

    private static ImmutableArray<FaultInfo> PolicyForm =>
    [
        new(
            FaultCode.BadService,
            "this is no service",
            "A service is `any`, `ping`, a protocol (`tcp`, `udp`, `sctp`, `icmp`, `icmp6`, `proto/89`), or a protocol with a port, a range of ports or a message type.",
            PolicyFabric + "policies:\n  web: { for: web, in: [{ allow: https }] }",
            PolicyFabric + "policies:\n  web: { for: web, in: [{ allow: tcp/443 }] }"),
        new(
            FaultCode.BadMember,
            "this is neither a name nor an address",
            "Groups and policies name hosts, groups, subnets, prefixes without host bits, addresses and MACs.",
            PolicyFabric + "policies:\n  web: { for: web, in: [{ allow: tcp/443, from: \"*\" }] }",
            PolicyFabric + "policies:\n  web: { for: web, in: [{ allow: tcp/443, from: any }] }"),
        new(
            FaultCode.BadRate,
            "this is no rate",
            "A rate is a whole number of kilobits, megabits or gigabits per second with `k`, `M` or `G` behind it, from 1M to 100G.",
            PolicyFabric + "policies:\n  web: { for: web, qos: { out: 100 mbit } }",
            PolicyFabric + "policies:\n  web: { for: web, qos: { out: 100M } }"),
        new(
            FaultCode.BadDiffServ,
            "this is no DSCP",
            "A DSCP is a class selector `CS0` to `CS7`, an assured forwarding class `AF11` to `AF43`, `EF` or `LE`.",
            PolicyFabric + "policies:\n  web: { for: web, qos: { dscp: AF14 } }",
            PolicyFabric + "policies:\n  web: { for: web, qos: { dscp: AF13 } }"),
    ];

    private static ImmutableArray<FaultInfo> PolicyNames =>
    [
        new(
            FaultCode.UnknownMember,
            "there is no such host, group or subnet",
            "Groups and policies name hosts, subnets and clients of this file, and policies name groups too. Groups have no groups within.",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443, from: vm-c }] }",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443, from: vm-b }] }"),
        new(
            FaultCode.AmbiguousMember,
            "a name in a policy has two meanings",
            "Hosts and subnets may share a name, but where a policy uses it nobody could say which is meant.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              web: { subnet: web }
            policies:
              frontend: { for: web, in: [{ allow: tcp/443 }] }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              web1: { subnet: web }
            policies:
              frontend: { for: web, in: [{ allow: tcp/443 }] }
            """),
    ];

    private static ImmutableArray<FaultInfo> HostPolicyMeaning =>
    [
        new(
            FaultCode.PolicyTwice,
            "a host has two policies",
            "A host has one policy. Of several words for it the most specific counts: its MAC, its name, a group, its subnet. Two words of the same kind give no answer.",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443 }] }\n  db: { for: [vm-a, vm-b], in: [{ allow: tcp/5432 }] }",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443 }] }\n  db: { for: vm-b, in: [{ allow: tcp/5432 }] }"),
        new(
            FaultCode.MemberWithoutAddress,
            "the addresses of a peer are not known",
            "Rules match the other party by its address. A MAC has one only when a host of the file has that MAC.",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443, from: \"02:00:00:00:00:09\" }] }",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443, from: 10.1.0.9 }] }"),
        new(
            FaultCode.PolicyForAddresses,
            "a policy is for something that is no host",
            "Policies belong to hosts: they are found by MAC, and follow it. Prefixes and clients outside can be peers of rules only.",
            PolicyFabric + "groups:\n  ops: [10.9.0.0/24, vm-b]\npolicies:\n  web: { for: ops, in: [{ allow: tcp/443 }] }",
            PolicyFabric + "groups:\n  ops: [10.9.0.0/24, vm-b]\npolicies:\n  web: { for: vm-b, in: [{ allow: tcp/443, from: ops }] }"),
        new(
            FaultCode.RuleMatchesNothing,
            "a rule can match nothing",
            "`icmp` is a protocol of IPv4 and `icmp6` of IPv6; a peer with addresses of the other family never sends it.",
            PolicyFabric + "policies:\n  web: { for: web, in: [{ allow: icmp6, from: 10.9.0.0/24 }] }",
            PolicyFabric + "policies:\n  web: { for: web, in: [{ allow: ping, from: 10.9.0.0/24 }] }"),
        new(
            FaultCode.RuleNeverReached,
            "a rule is never reached",
            "The first rule that matches decides. All that this rule matches is taken by a rule before it.",
            PolicyFabric + "policies:\n  web:\n    for: web\n    in:\n      - { allow: tcp }\n      - { deny: tcp/22, from: vm-a }",
            PolicyFabric + "policies:\n  web:\n    for: web\n    in:\n      - { deny: tcp/22, from: vm-a }\n      - { allow: tcp }"),
        new(
            FaultCode.PolicyForNobody,
            "no host has this policy",
            "Everybody whom it names has another policy by a more specific word.",
            PolicyFabric + "policies:\n  web: { for: vm-a, in: [{ allow: tcp/443 }] }\n  db: { for: \"02:57:46:00:00:01\", in: [{ allow: tcp/5432 }] }",
            PolicyFabric + "policies:\n  web: { for: [vm-a, vm-b], in: [{ allow: tcp/443 }] }\n  db: { for: \"02:57:46:00:00:01\", in: [{ allow: tcp/5432 }] }"),
        new(
            FaultCode.TrackedAddressesTwice,
            "connections of two VRFs could not be told apart",
            "A stateful policy lets packets of known connections pass, and the kernel knows a connection by its addresses and ports. Where two VRFs use the same addresses, what is allowed in one would be known in the other.",
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              lab: { vlan: 20, gateway: 10.1.0.1/24, vrf: blue }
            policies:
              web: { for: web, in: [{ allow: tcp/443 }] }
            """,
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              lab: { vlan: 20, gateway: 10.1.0.1/24, vrf: blue }
            policies:
              web: { for: web, stateful: false, in: [{ allow: tcp/443 }] }
            """),
        new(
            FaultCode.PriorityTwice,
            "a DSCP would have two priorities",
            "A priority travels as the DSCP that its policy writes, and each node reads it there. So a DSCP has one priority for all policies that write it, and CS6 and CS7 have the network's own.",
            PolicyFabric + "policies:\n  voice: { for: vm-a, qos: { dscp: EF, priority: 5 } }\n  video: { for: vm-b, qos: { dscp: EF, priority: 4 } }",
            PolicyFabric + "policies:\n  voice: { for: vm-a, qos: { dscp: EF, priority: 5 } }\n  video: { for: vm-b, qos: { dscp: AF41, priority: 4 } }"),
    ];
}
