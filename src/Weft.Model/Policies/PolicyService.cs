using Weft.Wire;

namespace Weft.Model;

/// <summary>What kind of traffic a rule matches: a protocol, and of some protocols the destination ports or the message type.</summary>
/// <param name="Protocol">The IP protocol; null stands for all.</param>
/// <param name="From">Lowest destination port, or the ICMP message type.</param>
/// <param name="To">Highest destination port, or the ICMP message type again.</param>
/// <remarks>A service without ports or type has the whole range, 0 to 65535.</remarks>
public readonly record struct PolicyService(byte? Protocol, ushort From, ushort To)
{
    /// <summary>All traffic.</summary>
    public static PolicyService Any => new(null, 0, ushort.MaxValue);

    /// <summary>All traffic of one protocol.</summary>
    public static PolicyService Of(byte protocol) => new(protocol, 0, ushort.MaxValue);

    /// <summary>True when ports and types do not matter.</summary>
    public bool IsWhole => From == 0 && To == ushort.MaxValue;

    /// <summary>The one address family that has this protocol, or null.</summary>
    public AddressFamily? Family => Protocol switch
    {
        PolicyProtocol.Icmp => AddressFamily.Ipv4,
        PolicyProtocol.Icmpv6 => AddressFamily.Ipv6,
        _ => null,
    };

    /// <summary>True when a packet belongs to this service. <paramref name="selector"/> is its destination port or message type; -1 where it shows none.</summary>
    public bool Matches(AddressFamily family, byte protocol, int selector) =>
        Protocol is not { } own || (own == protocol && (IsWhole || (selector >= From && selector <= To)) && (Family ?? family) == family);

    /// <summary>True when all that the other matches is matched by this one.</summary>
    public bool Covers(PolicyService other) => Protocol is null || (Protocol == other.Protocol && From <= other.From && To >= other.To);

    public override string ToString() => PolicyServiceText.Format(this);
}
