namespace Weft.Model;

/// <summary>A policy as read.</summary>
internal sealed class DraftPolicy(string name, SourceSpan span, PolicyId id)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public PolicyId Id { get; } = id;

    /// <summary>The hosts that have it.</summary>
    public List<DraftMember> For { get; } = [];

    public bool IsStateful { get; init; } = true;

    /// <summary>Null when the direction is not restricted.</summary>
    public List<DraftRule>? In { get; set; }

    /// <summary>Null when the direction is not restricted.</summary>
    public List<DraftRule>? Out { get; set; }

    public PolicyQuality? Quality { get; set; }

    public IEnumerable<(PolicyDirection Direction, List<DraftRule> Rules)> Directions
    {
        get
        {
            if (In is not null)
            {
                yield return (PolicyDirection.In, In);
            }

            if (Out is not null)
            {
                yield return (PolicyDirection.Out, Out);
            }
        }
    }
}
