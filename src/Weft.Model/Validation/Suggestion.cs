namespace Weft.Model;

/// <summary>Finds the name that was probably meant.</summary>
public static class Suggestion
{
    /// <summary>Lists up to this long are shown whole.</summary>
    private const int ShownNames = 8;

    /// <summary>Among more names than this nothing is suggested: it would take too long to look.</summary>
    private const int SearchedNames = 10_000;

    /// <summary>"did you mean `dc2`? sites: dc1, dc2".</summary>
    public static string For(string wrong, IReadOnlyCollection<string> names, string plural)
    {
        string? near = Nearest(wrong, names);
        string question = near is null ? "" : $"did you mean `{near}`?";
        if (names.Count == 0)
        {
            return $"there are no {plural} here";
        }

        if (names.Count > ShownNames)
        {
            return near is null ? $"none of the {names.Count} {plural} is close to it" : question;
        }

        string list = $"{plural}: {string.Join(", ", names)}";
        return near is null ? list : $"{question} {list}";
    }

    /// <summary>The nearest name, if one is near enough: at most a third of its letters differ (one for short names).</summary>
    public static string? Nearest(string wrong, IReadOnlyCollection<string> names)
    {
        if (names.Count > SearchedNames)
        {
            return null;
        }

        string? best = null;
        int bestDistance = Math.Max(1, wrong.Length / 3) + 1;
        foreach (string name in names)
        {
            int distance = Distance(wrong, name);
            if (distance < bestDistance)
            {
                best = name;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>Damerau-Levenshtein distance (neighbours swapped count once), without regard to case.</summary>
    public static int Distance(string left, string right)
    {
        const int LongestName = 64;
        if (left.Length > LongestName || right.Length > LongestName)
        {
            return left == right ? 0 : LongestName;
        }

        int[,] table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, left, right, i, j);
            }
        }

        return table[left.Length, right.Length];
    }

    private static int Step(int[,] table, string left, string right, int i, int j)
    {
        int cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
        int least = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
        bool swapped = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
        return swapped ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
