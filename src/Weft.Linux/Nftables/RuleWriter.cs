using System.Globalization;
using System.Text;

namespace Weft.Linux;

/// <summary>Collects the text of a rule set, line by line.</summary>
internal sealed class RuleWriter
{
    private readonly StringBuilder _text = new();

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
