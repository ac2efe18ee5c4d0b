using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A mapping with known keys.</summary>
public sealed record ObjectShape : Shape
{
    /// <summary>Heading of the reference page and name in the schema's definitions: "subnet".</summary>
    public required string Title { get; init; }

    public required ImmutableArray<FormatKey> Keys { get; init; }

    /// <summary>Keys of which exactly one must be given; empty when there is no such rule.</summary>
    public ImmutableArray<string> ExactlyOneOf { get; init; } = [];

    /// <summary>The key of that name, or null.</summary>
    public FormatKey? Find(string name)
    {
        foreach (FormatKey key in Keys)
        {
            if (key.Name == name)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>True when an empty value will do.</summary>
    public bool AllowsEmpty => ExactlyOneOf.IsEmpty && !Keys.Any(key => key.IsRequired);
}
