namespace Weft.Model;

/// <summary>What the words of names, groups and labels say about a machine: "dc1-BorderLeaf2" is an edge in dc1.</summary>
internal static class TopologyWords
{
    private static readonly string[] _edges = ["edge", "edges", "border", "borders", "borderleaf", "bl", "dci", "wan", "gw", "gateway", "gateways", "dcgw", "pe"];
    private static readonly string[] _spines =
        ["spine", "spines", "superspine", "superspines", "sspine", "core", "cores", "aggregation", "agg", "distribution", "dist", "backbone"];

    private static readonly string[] _leaves = ["leaf", "leafs", "leaves", "tor", "tors", "access", "acc"];
    private static readonly string[] _hosts = ["host", "hosts", "server", "servers", "srv", "client", "clients", "vm", "vms", "pc", "pcs", "workstation", "container"];
    private static readonly string[] _outside =
        ["internet", "isp", "isps", "provider", "providers", "transit", "external", "ext", "outside", "upstream", "upstreams", "ixp", "customer", "firewall", "firewalls", "fw"];

    private static readonly string[] _sites = ["dc", "site", "datacenter", "pop", "region", "az", "campus"];

    /// <summary>The role that the words say, or null. Words for edges come first: a border leaf is an edge.</summary>
    public static NodeRole? RoleIn(string text)
    {
        List<string> words = Split(text);
        return words.Exists(_edges.Contains) ? NodeRole.Edge
            : words.Exists(_spines.Contains) ? NodeRole.Spine
            : words.Exists(_leaves.Contains) ? NodeRole.Leaf
            : null;
    }

    public static bool IsHost(string text) => Split(text).Exists(_hosts.Contains);

    public static bool IsOutside(string text) => Split(text).Exists(_outside.Contains);

    /// <summary>True when the text speaks of roles, hosts or the outside, so that it names no site.</summary>
    public static bool IsKnownWord(string text) => Split(text).Exists(IsKnown);

    /// <summary>The name of a site in a text, or null: "leaf1-dc2" is in dc2, "dc-east-spine1" in dc-east.</summary>
    public static string? SiteIn(string text)
    {
        List<string> words = Split(text);
        for (int i = 0; i < words.Count; i++)
        {
            if (!_sites.Contains(words[i]))
            {
                continue;
            }

            string? next = i + 1 < words.Count ? words[i + 1] : null;
            if (next is not null && next.All(char.IsAsciiDigit))
            {
                return words[i] + next;
            }

            if (next is not null && !IsKnown(next))
            {
                return $"{words[i]}-{next}";
            }
        }

        return null;
    }

    /// <summary>Lower-case words: a change of letters to digits or of small letters to capitals ends one, as does anything else.</summary>
    public static List<string> Split(string text)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isEnd = i == text.Length || !char.IsAsciiLetterOrDigit(text[i]);
            bool isTurn = !isEnd && i > start && (char.IsAsciiDigit(text[i]) != char.IsAsciiDigit(text[i - 1]) || (char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1])));
            if (isEnd || isTurn)
            {
                if (i > start)
                {
                    words.Add(text[start..i].ToLowerInvariant());
                }

                start = isEnd ? i + 1 : i;
            }
        }

        return words;
    }

    private static bool IsKnown(string word) =>
        _edges.Contains(word) || _spines.Contains(word) || _leaves.Contains(word) || _hosts.Contains(word) || _outside.Contains(word) || _sites.Contains(word);
}
