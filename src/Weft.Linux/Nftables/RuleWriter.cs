using System.Globalization;
using System.Text;

namespace Weft.Linux;

/// <summary>Collects the text of a rule set, line by line.</summary>
internal sealed class RuleWriter
{
    /// <summary>Matches frames to many: broadcast and multicast.</summary>
    public const string ToMany = "ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00";

    private readonly StringBuilder _text = new();

    /// <summary>The first rule of a chain that the kernel calls.</summary>
    public static string Hook(string hook, int priority) => string.Create(CultureInfo.InvariantCulture, $"type filter hook {hook} priority {priority}; policy accept;");

    public void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public void Line(string line) => _text.Append(line).Append('\n');

    /// <summary>Writes a chain with its rules; a chain without rules is written too, since others may go to it.</summary>
    public void Chain(string name, IEnumerable<string> rules)
    {
        Line($"  chain {name} {{");
        foreach (string rule in rules)
        {
            Line("    " + rule);
        }

        Line("  }");
    }

    public override string ToString() => _text.ToString();
}
