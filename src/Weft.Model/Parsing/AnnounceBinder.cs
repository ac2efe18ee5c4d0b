using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads announcements.</summary>
internal static class AnnounceBinder
{
    /// <summary>The announcement under a key; null when it is absent or wrong.</summary>
    public static Located<AnnouncePolicy>? Read(MapReader body, string key)
    {
        if (body.Get(key) is not { } node)
        {
            return null;
        }

        if (node is SourceScalar word)
        {
            AnnounceMode mode = word.Text switch
            {
                "moved" => AnnounceMode.Moved,
                "subnets" => AnnounceMode.Subnets,
                _ => AnnounceMode.All,
            };
            return new Located<AnnouncePolicy>(new AnnouncePolicy(mode, []), word.Span);
        }

        MapReader map = body.Map(key);
        string listed = map.Has("summary") ? "summary" : "only";
        ImmutableArray<IpPrefix> prefixes = [.. map.Scalars(listed).Select(prefix => IpPrefix.Parse(prefix.Text)).Distinct().Order()];
        return prefixes.IsEmpty
            ? null
            : new Located<AnnouncePolicy>(new AnnouncePolicy(listed == "summary" ? AnnounceMode.Summary : AnnounceMode.Only, prefixes), node.Span);
    }
}
