using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Every key of the two formats that <c>weft import</c> knows: what it becomes, or why it does not. The readers may read no other, and
/// the tables of docs/import.md are written from here.</summary>
internal static partial class TopologyKeys
{
    private static readonly Dictionary<(TopologyPlace, string), TopologyKey> _byName = All.ToDictionary(key => (key.Place, key.Name));

    /// <summary>All keys, place by place.</summary>
    public static ImmutableArray<TopologyKey> All => [.. Netlab(), .. Containerlab()];

    /// <summary>The row of a key, or null when nobody knows it.</summary>
    public static TopologyKey? Find(TopologyPlace place, string name) => _byName.GetValueOrDefault((place, name));

    private static TopologyKey Taken(TopologyPlace place, string name, string becomes) => new(place, name, null, becomes);

    private static TopologyKey Lost(TopologyPlace place, string name, string why) => new(place, name, TopologyNoteKind.Lost, why);

    /// <summary>Keys that are left for one reason.</summary>
    private static IEnumerable<TopologyKey> Left(TopologyPlace place, string why, params string[] names) =>
        names.Select(name => new TopologyKey(place, name, TopologyNoteKind.Left, why));
}
