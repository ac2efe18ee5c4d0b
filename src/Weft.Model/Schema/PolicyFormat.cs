namespace Weft.Model;

/// <summary>The format of groups and of the policies of hosts.</summary>
internal static class PolicyFormat
{
    private static readonly ScalarShape GroupName = ScalarShapes.Name("the name of a group", "web-tier");
    private static readonly ScalarShape PolicyName = ScalarShapes.Name("the name of a policy", "web");
    private static readonly ScalarShape RuleName = ScalarShapes.Name("the name of a rule", "https");

    private static readonly AlternativeShape Services = OneOrMore("a service, as in `tcp/443`, or a list of them", ScalarShapes.Service, "a list of services");
    private static readonly AlternativeShape Members = OneOrMore("a host, a subnet, a prefix or a MAC, or a list of them", ScalarShapes.Member, "a list of members");
    private static readonly AlternativeShape Peers = OneOrMore("`any`, a host, a group, a subnet or a prefix, or a list of them", ScalarShapes.Member, "a list of peers");
    private static readonly AlternativeShape Targets = OneOrMore("a host, a group, a subnet or a MAC, or a list of them", ScalarShapes.Member, "a list of hosts");

    public static ObjectShape RuleIn { get; } = Rule("rule towards the host", "from", "who sends it");

    public static ObjectShape RuleOut { get; } = Rule("rule from the host", "to", "who it is sent to");

    public static ObjectShape Quality { get; } = new()
    {
        Title = "qos",
        Noun = "rates, marking and priority",
        Keys =
        [
            new("in", ScalarShapes.Rate, "what may reach each host, in bits per second; what is above it is dropped") { Default = "no limit" },
            new("out", ScalarShapes.Rate, "what each host may send; the same") { Default = "no limit" },
            new("dscp", ScalarShapes.DiffServ, "what is written into the packets that a host sends: `AF21`, `EF`, `CS1`") { Default = "left as it is; with `priority` the class selector of that number" },
            new(
                "priority",
                ScalarShapes.Number("a priority", PolicyQuality.LowestPriority, PolicyQuality.HighestPriority, "4"),
                "the IEEE 802.1Q priority of what a host sends, in the queues and the tags of every port: 1 is below best effort, 2 to 5 are above it") { Default = "0, best effort" },
        ],
    };

    public static ObjectShape Policy { get; } = new()
    {
        Title = "policy",
        Noun = "a policy",
        Keys =
        [
            new("for", Targets, "the hosts that have it: by MAC, by name, by group or by subnet; the most specific wins, in this order") { IsRequired = true },
            new("in", Rules("a list of rules towards the host", RuleIn), "what may reach the host; the first rule that matches decides, and what none allows is denied; `[]` denies everything") { Default = "everything may" },
            new("out", Rules("a list of rules from the host", RuleOut), "what the host may send; the same") { Default = "everything may" },
            new("qos", Quality, "how much each of its hosts may send and receive, how its packets are marked, and which of them go first") { Default = "no limits, no marks" },
            new(
                "stateful",
                ScalarShapes.Flag,
                "`true`: replies pass because the connection is known; `false`: replies are known by their ports alone, for kernels that cannot track bridged connections") { Default = "true" },
        ],
    };

    /// <summary>Under <c>groups:</c>.</summary>
    public static MapShape Groups { get; } = new() { Noun = "groups by name", Key = GroupName, Value = Members };

    /// <summary>Under <c>policies:</c>.</summary>
    public static MapShape Policies { get; } = new() { Noun = "policies by name", Key = PolicyName, Value = Policy };

    private static ObjectShape Rule(string title, string peer, string meaning) => new()
    {
        Title = title,
        Noun = "a rule",
        ExactlyOneOf = ["allow", "deny"],
        Keys =
        [
            new("allow", Services, "let this pass: `tcp/443`, `udp/5000-6000`, `icmp/echo-request`, `ping`, `proto/89`, `any`") { Default = "-" },
            new("deny", Services, "drop this") { Default = "-" },
            new(peer, Peers, meaning) { Default = "any" },
            new("name", RuleName, "what verdicts and counters call it") { Default = "its number" },
            new("log", ScalarShapes.Flag, "`true`: tell of packets that the rule takes as events of the node, at most one a second for each rule") { Default = "false" },
        ],
    };

    private static ListShape Rules(string noun, ObjectShape rule) => new() { Noun = noun, Item = rule };

    private static AlternativeShape OneOrMore(string noun, ScalarShape one, string many) =>
        new() { Noun = noun, Scalar = one, List = new ListShape { Noun = many, Item = one, Minimum = 1 } };
}
