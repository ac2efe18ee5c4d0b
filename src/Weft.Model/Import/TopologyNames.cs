namespace Weft.Model;

/// <summary>Makes names that a fabric file takes out of names that others take.</summary>
internal static class TopologyNames
{
    /// <summary>Long words of interface names and what they are shortened to; longest first, because some begin with others.</summary>
    private static readonly (string Long, string Short)[] _interfaceWords =
    [
        ("TwentyFiveGigabitEthernet", "tf"), ("TwentyFiveGigE", "tf"), ("TenGigabitEthernet", "te"), ("FortyGigabitEthernet", "fo"), ("HundredGigabitEthernet", "hu"),
        ("HundredGigE", "hu"), ("GigabitEthernet", "ge"), ("FastEthernet", "fa"), ("TenGigE", "te"), ("FortyGigE", "fo"), ("Ethernet", "eth"), ("ethernet", "eth"),
    ];

    /// <summary>The name itself if it may stand, else the nearest one that is free.</summary>
    /// <param name="wish">The name as the topology has it.</param>
    /// <param name="stem">What takes the place of a name of which nothing can stand.</param>
    /// <param name="longest">Characters that a name may have.</param>
    /// <param name="take">Takes a name; false when somebody has it.</param>
    public static string Free(string wish, string stem, int longest, Func<string, bool> take)
    {
        string name = Cleaned(wish, stem, longest);
        for (int i = 2; !take(name); i++)
        {
            string suffix = $"-{i}";
            string start = Cleaned(wish, stem, longest - suffix.Length);
            name = start + suffix;
        }

        return name;
    }

    /// <summary>An interface name for the kernel: "GigabitEthernet0/0/1" becomes "ge0-0-1".</summary>
    public static string Port(string wish)
    {
        string text = wish;
        if (!ScalarCheck.IsName(text, ScalarShapes.InterfaceNameLength))
        {
            foreach ((string word, string brief) in _interfaceWords)
            {
                if (text.StartsWith(word, StringComparison.Ordinal))
                {
                    text = brief + text[word.Length..];
                    break;
                }
            }
        }

        string name = Cleaned(text, "p", ScalarShapes.InterfaceNameLength);
        return PortBinder.IsReserved(name) ? Cleaned($"p-{name}", "p", ScalarShapes.InterfaceNameLength) : name;
    }

    private static string Cleaned(string wish, string stem, int longest)
    {
        ReadOnlySpan<char> text = wish.AsSpan(0, Math.Min(wish.Length, 4 * longest));
        string name = string.Concat(text.ToString().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-');
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
        {
            name = name.Length == 0 ? stem : $"{stem}-{name.TrimStart('-', '.', '_')}".TrimEnd('-');
        }

        return name.Length <= longest ? name : name[..longest];
    }
}
