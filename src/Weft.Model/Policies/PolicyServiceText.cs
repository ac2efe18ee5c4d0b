using System.Collections.Immutable;
using System.Globalization;

namespace Weft.Model;

/// <summary>The text of services: <c>tcp/443</c>, <c>udp/5000-6000</c>, <c>icmp/echo-request</c>, <c>ping</c>, <c>proto/89</c>, <c>any</c>.</summary>
public static class PolicyServiceText
{
    /// <summary>Matches the form, not the ranges of the numbers.</summary>
    internal const string Pattern = "^(any|ping|(tcp|udp|sctp)(/[0-9]{1,5}(-[0-9]{1,5})?)?|icmp6?(/([0-9]{1,3}|[a-z][a-z-]*))?|proto/[0-9]{1,3})$";

    private static readonly (string Name, byte Protocol)[] s_protocols =
        [("tcp", PolicyProtocol.Tcp), ("udp", PolicyProtocol.Udp), ("sctp", PolicyProtocol.Sctp), ("icmp", PolicyProtocol.Icmp), ("icmp6", PolicyProtocol.Icmpv6)];

    // RFC 792 and RFC 4443, as nft and ip6tables name them.
    private static readonly (string Name, byte Protocol, byte Type)[] s_types =
    [
        ("echo-reply", PolicyProtocol.Icmp, 0), ("destination-unreachable", PolicyProtocol.Icmp, 3), ("redirect", PolicyProtocol.Icmp, 5),
        ("echo-request", PolicyProtocol.Icmp, 8), ("time-exceeded", PolicyProtocol.Icmp, 11), ("parameter-problem", PolicyProtocol.Icmp, 12),
        ("destination-unreachable", PolicyProtocol.Icmpv6, 1), ("packet-too-big", PolicyProtocol.Icmpv6, 2), ("time-exceeded", PolicyProtocol.Icmpv6, 3),
        ("parameter-problem", PolicyProtocol.Icmpv6, 4), ("echo-request", PolicyProtocol.Icmpv6, 128), ("echo-reply", PolicyProtocol.Icmpv6, 129),
    ];

    /// <summary>Reads one word; most are one service, <c>ping</c> is the echo request of both families.</summary>
    public static bool TryParse(string text, out ImmutableArray<PolicyService> services)
    {
        services = text switch
        {
            "any" => [PolicyService.Any],
            "ping" => [Typed(PolicyProtocol.Icmp, 8), Typed(PolicyProtocol.Icmpv6, 128)],
            _ => TryParseOne(text, out PolicyService one) ? [one] : [],
        };
        return services.Length > 0;
    }

    /// <summary>The word for a service.</summary>
    public static string Format(PolicyService service)
    {
        if (service.Protocol is not { } protocol)
        {
            return "any";
        }

        string? name = Array.Find(s_protocols, known => known.Protocol == protocol).Name;
        if (name is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"proto/{protocol}");
        }

        if (service.IsWhole)
        {
            return name;
        }

        string selector = Array.Find(s_types, type => type.Protocol == protocol && type.Type == service.From).Name
            ?? service.From.ToString(CultureInfo.InvariantCulture);
        return service.From == service.To || !PolicyProtocol.HasPorts(protocol)
            ? $"{name}/{selector}"
            : string.Create(CultureInfo.InvariantCulture, $"{name}/{service.From}-{service.To}");
    }

    private static PolicyService Typed(byte protocol, byte type) => new(protocol, type, type);

    private static bool TryParseOne(string text, out PolicyService service)
    {
        service = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string name = slash < 0 ? text : text[..slash];
        string? rest = slash < 0 ? null : text[(slash + 1)..];
        if (name == "proto")
        {
            bool isNumber = TryNumber(rest, byte.MaxValue, out ushort number);
            service = PolicyService.Of((byte)number);
            return isNumber;
        }

        (string? known, byte protocol) = Array.Find(s_protocols, candidate => candidate.Name == name);
        if (known is null || rest is null)
        {
            service = PolicyService.Of(protocol);
            return known is not null;
        }

        return PolicyProtocol.HasPorts(protocol) ? TryPorts(protocol, rest, out service) : TryType(protocol, rest, out service);
    }

    private static bool TryPorts(byte protocol, string text, out PolicyService service)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        bool isRight = TryNumber(dash < 0 ? text : text[..dash], ushort.MaxValue, out ushort from);
        ushort to = from;
        isRight = isRight && (dash < 0 || TryNumber(text[(dash + 1)..], ushort.MaxValue, out to)) && from <= to;
        service = new PolicyService(protocol, from, to);
        return isRight;
    }

    private static bool TryType(byte protocol, string text, out PolicyService service)
    {
        (string? named, _, byte type) = Array.Find(s_types, known => known.Protocol == protocol && known.Name == text);
        bool isRight = named is not null;
        if (!isRight)
        {
            isRight = TryNumber(text, byte.MaxValue, out ushort number);
            type = (byte)number;
        }

        service = Typed(protocol, type);
        return isRight;
    }

    private static bool TryNumber(string? text, ushort maximum, out ushort number)
    {
        number = 0;
        return text is { Length: > 0 } && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= maximum;
    }
}
