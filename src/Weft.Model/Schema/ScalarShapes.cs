using Weft.Wire;

namespace Weft.Model;

/// <summary>The scalars of the format. Patterns are ECMAScript, anchored, and say the same as the parser; a test compares the two.</summary>
internal static class ScalarShapes
{
    /// <summary>Characters of a name.</summary>
    public const int NameLength = 32;

    /// <summary>Characters of an interface name: IFNAMSIZ less the final zero.</summary>
    public const int InterfaceNameLength = 15;

    private const string NamePart = "[A-Za-z][A-Za-z0-9_.-]{0,31}";
    private const string InterfacePart = "[A-Za-z][A-Za-z0-9_.-]{0,14}";
    private const string EndPart = $"{NamePart}(:{InterfacePart})?";
    private const string EndsPart = $"{EndPart}( *, *{EndPart})*";
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private const string Ipv4Part = $"{Octet}(\\.{Octet}){{3}}";
    private const string Ipv6Part = "[0-9A-Fa-f]*:[0-9A-Fa-f:.]*";

    public static ScalarShape Name(string noun, string example) =>
        new() { Kind = ScalarKind.Name, Noun = noun, Pattern = $"^{NamePart}$", Example = example };

    public static ScalarShape InterfaceName { get; } =
        new() { Kind = ScalarKind.InterfaceName, Noun = "an interface name", Pattern = $"^{InterfacePart}$", Example = "swp1" };

    public static ScalarShape Flag { get; } = new() { Kind = ScalarKind.Flag, Noun = "true or false", Example = "true" };

    public static ScalarShape Address { get; } =
        new() { Kind = ScalarKind.Address, Noun = "an address", Pattern = $"^({Ipv4Part}|{Ipv6Part})$", Example = "10.255.0.1" };

    public static ScalarShape AddressWithLength { get; } = new()
    {
        Kind = ScalarKind.AddressWithLength,
        Noun = "an address with its prefix length",
        Pattern = $"^({Ipv4Part}/([0-9]|[12][0-9]|3[0-2])|{Ipv6Part}/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))$",
        Example = "10.1.0.1/24",
    };

    public static ScalarShape Prefix { get; } = AddressWithLength with { Kind = ScalarKind.Prefix, Noun = "a prefix", Example = "10.1.0.0/24" };

    public static ScalarShape Mac { get; } = new()
    {
        Kind = ScalarKind.Mac,
        Noun = "a MAC address",
        Pattern = "^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$",
        Example = "02:00:00:00:00:01",
    };

    public static ScalarShape SystemId { get; } = new()
    {
        Kind = ScalarKind.SystemId,
        Noun = "an IS-IS system id",
        Pattern = "^[0-9A-Fa-f]{4}(\\.[0-9A-Fa-f]{4}){2}$",
        Example = "0000.0000.0001",
    };

    public static ScalarShape Link { get; } = new()
    {
        Kind = ScalarKind.Link,
        Noun = "a link, as in `leaf1 -- spine1`",
        Pattern = $"^{EndsPart} +-- +{EndsPart}$",
        Example = "leaf1 -- spine1",
    };

    public static ScalarShape PortReference { get; } = new()
    {
        Kind = ScalarKind.PortReference,
        Noun = "a node and its port, as in `leaf1:swp1`",
        Pattern = $"^{NamePart}:{InterfacePart}$",
        Example = "leaf1:swp1",
    };

    public static ScalarShape FilePath { get; } = new()
    {
        Kind = ScalarKind.FilePath,
        Noun = "the path of a file",
        Pattern = "^[^\\u0000-\\u001f\\u007f]{1,1024}$",
        Example = "isis.keys",
    };

    public static ScalarShape Service { get; } = new()
    {
        Kind = ScalarKind.Service,
        Noun = "a service, as in `tcp/443`",
        Pattern = PolicyServiceText.Pattern,
        Example = "tcp/443",
    };

    public static ScalarShape Rate { get; } = new()
    {
        Kind = ScalarKind.Rate,
        Noun = "a rate from 1M to 100G in bits per second, as in `100M`",
        Pattern = DataRate.Pattern,
        Example = "100M",
    };

    public static ScalarShape DiffServ { get; } = new()
    {
        Kind = ScalarKind.DiffServ,
        Noun = "a DSCP, as in `AF21`",
        Pattern = DiffServCode.Pattern,
        Example = "AF21",
    };

    public static ScalarShape Member { get; } = new()
    {
        Kind = ScalarKind.Member,
        Noun = "a name, a prefix or a MAC address",
        Pattern = $"^({NamePart}|{Ipv4Part}(/[0-9]{{1,2}})?|{Ipv6Part}(/[0-9]{{1,3}})?|[0-9A-Fa-f]{{2}}(-[0-9A-Fa-f]{{2}}){{5}})$",
        Example = "10.1.0.0/24",
    };

    public static ScalarShape Vlan { get; } = Number("a VLAN id", 1, VlanId.Maximum, "10");

    public static ScalarShape Number(string noun, long minimum, long maximum, string example) =>
        new() { Kind = ScalarKind.Number, Noun = noun, Minimum = minimum, Maximum = maximum, Example = example };

    public static ScalarShape Duration(string noun, TimeSpan minimum, TimeSpan maximum) => new()
    {
        Kind = ScalarKind.Duration,
        Noun = noun,
        Minimum = (long)minimum.TotalMilliseconds,
        Maximum = (long)maximum.TotalMilliseconds,
        Pattern = "^[0-9]{1,8}(ms|s|m|h)$",
        Example = "500ms",
    };

    public static ScalarShape Choice(string noun, params string[] choices) =>
        new() { Kind = ScalarKind.Choice, Noun = noun, Choices = [.. choices], Example = choices[0] };
}
