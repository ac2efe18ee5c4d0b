using System.Globalization;

namespace Weft.Model;

/// <summary>The steps of a key rollover on the text of a key file that was read without a fault: add, switch, drop. Comments and everything
/// else stay as they are.</summary>
public static class KeyFileEditor
{
    /// <summary>Octets of a fresh secret.</summary>
    public const int SecretLength = 32;

    private static readonly string[] Chains = ["link", "area"];

    /// <summary>A new file: one key for each chain.</summary>
    /// <param name="algorithm">The name of the algorithm.</param>
    /// <param name="fresh">Gives random octets.</param>
    public static string Create(string algorithm, Func<int, byte[]> fresh) =>
        $"""
        # The keys of Weft's IS-IS. Who can read them can speak in the fabric: keep the mode at 600.
        # chain   use      id     algorithm      secret
        {Line("link", "send", 1, algorithm, fresh)}
        {Line("area", "send", 1, algorithm, fresh)}

        """;

    /// <summary>Adds a key to each chain, accepted and not yet sent.</summary>
    public static string Add(string text, string algorithm, Func<int, byte[]> fresh)
    {
        List<string> lines = Split(text);
        foreach (string chain in Chains.Where(chain => Keys(lines, chain).Any()))
        {
            int last = Keys(lines, chain).Last();
            HashSet<int> taken = [.. Keys(lines, chain).Select(index => IdOf(lines[index]))];
            int id = Enumerable.Range(taken.Max() + 1, ushort.MaxValue).First(candidate => !taken.Contains(candidate & ushort.MaxValue)) & ushort.MaxValue;
            lines.Insert(last + 1, Line(chain, "accept", id, algorithm, fresh));
        }

        return Join(lines);
    }

    /// <summary>Makes the last key of each chain the one that is sent; the same text when it is already.</summary>
    public static string Switch(string text)
    {
        List<string> lines = Split(text);
        foreach (string chain in Chains.Where(chain => Keys(lines, chain).Any()))
        {
            int last = Keys(lines, chain).Last();
            foreach (int index in Keys(lines, chain).ToArray())
            {
                string[] words = Words(lines[index]);
                int at = lines[index].IndexOf(words[1], words[0].Length, StringComparison.Ordinal);
                lines[index] = index == last
                    ? Replace(lines[index], at, words[1], "send")
                    : Replace(lines[index], at, words[1], "accept");
            }
        }

        return Join(lines);
    }

    /// <summary>Takes out whatever is not sent, and what lets PDUs without a key pass; the same text when there is nothing of it.</summary>
    public static string Drop(string text) =>
        Join([.. Split(text).Where(static line => Words(line) is not (["link" or "area", "accept", ..]))]);

    private static string Replace(string line, int at, string before, string after) =>
        before == after ? line : $"{line.AsSpan(0, at)}{after}{Gap(line.AsSpan(at + before.Length), before.Length - after.Length)}";

    /// <summary>Keeps the columns where they were, as far as there is room.</summary>
    private static string Gap(ReadOnlySpan<char> rest, int shift)
    {
        int blanks = rest.Length - rest.TrimStart().Length;
        return new string(' ', Math.Max(1, blanks + shift)) + rest[blanks..].ToString();
    }

    private static string Line(string chain, string use, int id, string algorithm, Func<int, byte[]> fresh) =>
        string.Create(CultureInfo.InvariantCulture, $"{chain,-9} {use,-8} {id,-6} {algorithm,-14} hex:{Convert.ToHexStringLower(fresh(SecretLength))}");

    private static IEnumerable<int> Keys(List<string> lines, string chain) => Enumerable.Range(0, lines.Count)
        .Where(index => Words(lines[index]) is [var first, _, not "unauthenticated", ..] && first == chain);

    private static int IdOf(string line) => int.Parse(Words(line)[2], CultureInfo.InvariantCulture);

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Split(string text) => [.. text.TrimEnd('\n').Split('\n')];

    private static string Join(List<string> lines) => string.Join('\n', lines) + "\n";
}
