using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of form, W01xx: an editor that knows the JSON Schema marks most of them too.</content>
public static partial class FaultCatalog
{
    private static ImmutableArray<FaultInfo> Form =>
    [
        new(
            FaultCode.YamlSyntax,
            "this is not YAML",
            "The text cannot be read as one YAML document, so nothing else in it can be checked. Typical slips: a bracket that is not closed, a tab as indentation, a second document after `---`, an alias without its anchor.",
            """
            fabric: demo
            nodes: [leaf1
            """,
            """
            fabric: demo
            nodes: [leaf1]
            """),
        new(
            FaultCode.UnknownKey,
            "a key that the format does not have",
            "A key that nobody reads is almost always a slip of the pen, and the setting that was meant would silently be missing.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gatway: 10.1.0.1/24, gateway: 10.1.0.1/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.MissingKey,
            "a key is missing",
            "Few keys are required, and what can be derived is derived. These cannot: the name of the fabric, its nodes, the VLAN and gateway of a subnet, the subnet of a host.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.NumberOutOfRange,
            "a number is out of range",
            "VLANs are 1 to 4094 (IEEE 802.1Q), VRIDs 1 to 255 (RFC 5798), link metrics 1 to 16777214 (RFC 5305), and every limit has a range of its own.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 5000, gateway: 10.1.0.1/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 500, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.WrongType,
            "something of another type belongs here",
            "A list stands where a mapping belongs, a word where a number belongs, or the like. Note that YAML takes an unquoted word of digits for a number.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: ten, gateway: 10.1.0.1/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.DuplicateKey,
            "a key or name stands twice in one mapping",
            "YAML readers differ in which of the two they take. Here neither wins silently.",
            """
            fabric: demo
            nodes:
              leaf1: {}
              leaf1: {}
            """,
            """
            fabric: demo
            nodes:
              leaf1: {}
            """),
        new(
            FaultCode.NotAChoice,
            "not one of the words that may stand here",
            "Roles, scopes and ways to trust moves are chosen from short lists.",
            """
            fabric: demo
            nodes:
              leaf1: { role: leef }
            """,
            """
            fabric: demo
            nodes:
              leaf1: { role: leaf }
            """),
        new(
            FaultCode.BadName,
            "this cannot be a name",
            "Names become network namespaces, file names and words of commands. So they begin with a letter, go on with letters, digits, `-`, `_` or `.`, and have at most 32 characters.",
            """
            fabric: my demo
            nodes: [leaf1]
            """,
            """
            fabric: my-demo
            nodes: [leaf1]
            """),
        new(
            FaultCode.BadInterfaceName,
            "this cannot be the name of an interface",
            "Ports and VRFs are network interfaces of the kernel, which takes names of at most 15 characters.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            ports:
              leaf1: { hypervisor-uplink-1: web }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            ports:
              leaf1: { hv-uplink-1: web }
            """),
        new(
            FaultCode.BadAddress,
            "this is no address or prefix",
            "Gateways are an address and its prefix length, hosts and loopbacks an address alone, and prefixes under `announce` have no host bits.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.BadMac,
            "this is no MAC address",
            "A MAC address is six octets of two hexadecimal digits, joined by `:` or `-`.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, mac: 0200.0000.0001 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, mac: 02:00:00:00:00:01 }
            """),
        new(
            FaultCode.BadDuration,
            "this is no duration",
            "A duration is a whole number and its unit, ms, s, m or h, so that nobody has to guess.",
            """
            fabric: demo
            nodes: [leaf1]
            timers: { host-idle: 1 minute }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            timers: { host-idle: 1m }
            """),
        new(
            FaultCode.DurationOutOfRange,
            "a duration is out of range",
            "Each timer has a range within which the protocol behind it works.",
            """
            fabric: demo
            nodes: [leaf1]
            timers: { hello-interval: 1ms }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            timers: { hello-interval: 100ms }
            """),
        new(
            FaultCode.BadLink,
            "this is no link",
            "A link is written as its two ends with ` -- ` between them. Several nodes may stand on a side, separated by commas: each on the left is joined with each on the right.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -> leaf2]
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- leaf2]
            """),
        new(
            FaultCode.BadPortReference,
            "this does not name a port",
            "A place is a node and its port with `:` between them.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, at: leaf1 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, at: leaf1:swp1 }
            """),
        new(
            FaultCode.BadSystemId,
            "this is no system id",
            "An IS-IS system id is three groups of four hexadecimal digits with dots between them (ISO 10589).",
            """
            fabric: demo
            nodes:
              leaf1: { system-id: 1921.6800.1 }
            """,
            """
            fabric: demo
            nodes:
              leaf1: { system-id: 1921.6800.1001 }
            """),
        new(
            FaultCode.FileTooLarge,
            "the file is too large or nests too deep",
            "A fabric file of more than 8 Mi characters, a million values or 32 levels is taken for an accident or an attack. Aliases count as what they stand for.",
            """
            fabric: demo
            nodes: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[leaf1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            """,
            """
            fabric: demo
            nodes: [leaf1]
            """),
        new(
            FaultCode.TooFew,
            "a list or mapping is empty",
            "Where something is required, or where an empty list could mean \"none\" as well as \"all\", at least one entry must stand.",
            """
            fabric: demo
            nodes: []
            """,
            """
            fabric: demo
            nodes: [leaf1]
            """),
        new(
            FaultCode.KeysExclude,
            "two keys exclude each other",
            "A port carries one subnet untagged (`access`) or several tagged (`trunk`), not both.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.2.0.1/24 }
            ports:
              leaf1: { swp1: { access: web, trunk: [db] } }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.2.0.1/24 }
            ports:
              leaf1: { swp1: { trunk: [web, db] } }
            """),
        new(
            FaultCode.BadFilePath,
            "this is no path of a file",
            "A path has 1 to 1024 characters and no control characters.",
            """
            fabric: demo
            nodes: [leaf1]
            isis: { keys: "" }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            isis: { keys: /etc/weft/isis.keys }
            """),
    ];
}
