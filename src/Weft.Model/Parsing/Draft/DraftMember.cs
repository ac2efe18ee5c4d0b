using Weft.Wire;

namespace Weft.Model;

/// <summary>What a name, a MAC or a prefix in a policy or a group stands for: exactly one of these, or all addresses.</summary>
internal sealed record DraftMember(string Text, SourceSpan Span)
{
    public bool IsAny { get; init; }

    public MacAddress? Mac { get; init; }

    public IpPrefix? Prefix { get; init; }

    public DraftHost? Host { get; init; }

    public DraftSubnet? Subnet { get; init; }

    public DraftGroup? Group { get; init; }

    public OutsideClient? Client { get; init; }

    /// <summary>Itself, or the members of the group that it is.</summary>
    public IEnumerable<DraftMember> Flat => Group is { } group ? group.Members : [this];
}
