using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>"leaf1, leaf2 -- spine1:swp1": the ends of a link as written. A port that is not named is empty.</summary>
internal readonly record struct LinkText(ImmutableArray<LinkEnd> Left, ImmutableArray<LinkEnd> Right)
{
    public static bool TryParse(string text, out LinkText link)
    {
        link = default;
        int middle = text.IndexOf(" -- ", StringComparison.Ordinal);
        if (middle < 0 || text[0] == ' ' || text[^1] == ' ')
        {
            return false;
        }

        if (!TryParseEnds(text[..middle], out ImmutableArray<LinkEnd> left) || !TryParseEnds(text[(middle + 4)..], out ImmutableArray<LinkEnd> right))
        {
            return false;
        }

        link = new LinkText(left, right);
        return true;
    }

    /// <summary>"leaf1" or "leaf1:swp1".</summary>
    public static bool TryParseEnd(string text, out LinkEnd end)
    {
        int colon = text.IndexOf(':');
        string node = colon < 0 ? text : text[..colon];
        string port = colon < 0 ? "" : text[(colon + 1)..];
        end = new LinkEnd(node, port);
        return ScalarCheck.IsName(node, ScalarShapes.NameLength) && (colon < 0 || ScalarCheck.IsName(port, ScalarShapes.InterfaceNameLength));
    }

    private static bool TryParseEnds(string text, out ImmutableArray<LinkEnd> ends)
    {
        ImmutableArray<LinkEnd>.Builder builder = ImmutableArray.CreateBuilder<LinkEnd>();
        foreach (string part in text.Split(','))
        {
            if (!TryParseEnd(part.Trim(' '), out LinkEnd end))
            {
                ends = [];
                return false;
            }

            builder.Add(end);
        }

        ends = builder.ToImmutable();
        return true;
    }
}
