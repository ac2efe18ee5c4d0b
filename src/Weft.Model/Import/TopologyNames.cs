namespace Weft.Model;

/// <summary>Makes names that a fabric file takes out of names that others take, each only once.</summary>
/// <param name="stem">What takes the place of a name of which nothing can stand.</param>
/// <param name="longest">Characters that a name may have.</param>
/// <param name="isReserved">Names that nobody may have.</param>
internal sealed class TopologyNames(string stem, int longest, Func<string, bool>? isReserved = null)
{
    /// <summary>Long words of interface names and what they are shortened to; longest first, because some begin with others.</summary>
    private static readonly (string Long, string Short)[] _interfaceWords =
    [
        ("TwentyFiveGigabitEthernet", "tf"), ("TwentyFiveGigE", "tf"), ("TenGigabitEthernet", "te"), ("FortyGigabitEthernet", "fo"), ("HundredGigabitEthernet", "hu"),
        ("HundredGigE", "hu"), ("GigabitEthernet", "ge"), ("FastEthernet", "fa"), ("TenGigE", "te"), ("FortyGigE", "fo"), ("Ethernet", "eth"), ("ethernet", "eth"),
    ];

    private readonly HashSet<string> _taken = [];

    /// <summary>The last number that a name got, so that a thousand of one name take a thousand steps.</summary>
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>Takes the name itself if it may stand and is free, else the nearest one that is.</summary>
    public string Take(string wish)
    {
        string name = Cleaned(wish, stem, longest);
        if (IsFree(name))
        {
            return name;
        }

        int number = _numbers.GetValueOrDefault(name, 1);
        string numbered;
        do
        {
            string suffix = $"-{++number}";
            numbered = Cleaned(wish, stem, longest - suffix.Length) + suffix;
        }
        while (!IsFree(numbered));

        _numbers[name] = number;
        return numbered;
    }

    /// <summary>A name that may stand, whoever else has it.</summary>
    public static string Clean(string wish, string stem, int longest) => Cleaned(wish, stem, longest);

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

    private bool IsFree(string name) => isReserved?.Invoke(name) != true && _taken.Add(name);

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
