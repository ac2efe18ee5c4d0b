using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>What <c>weft drain</c> and <c>weft undrain</c> tell: whether it is done, how that is known, and what would be cut off.</summary>
internal sealed class DrainText(DrainOutcome outcome, DrainReport before, int others, Paint paint)
{
    /// <summary>Names of hosts in one line; more are counted.</summary>
    private const int NamedHosts = 8;

    private readonly StringBuilder _text = new();

    private DrainReport Report => outcome.Report;

    private string Node => Report.Node;

    public string Render(bool drain)
    {
        if (!outcome.IsDone)
        {
            _text.Append($"{paint.Bold($"{Node} is not {(drain ? "drained" : "serving")} yet")}: {Report.State}, waits for {outcome.WaitsFor}.\n");
            _text.Append($"It goes on; weft {(drain ? "drain" : "undrain")} {Node} waits again.\n");
            return _text.ToString();
        }

        if (!drain)
        {
            _text.Append(before.State == "serving" ? $"{Node} was serving already.\n" : $"{Node} serves again, at its own metrics.\n");
            return _text.ToString();
        }

        string since = before.State == "drained" ? $"was drained already, since {Age.Text(before.SinceSeconds ?? 0)}" : "is drained";
        _text.Append($"{paint.Bold($"{Node} {since}")}: {HowKnown()}\n");
        AppendOutside();
        _text.Append('\n');
        if (outcome.Cuts)
        {
            AppendCut();
        }
        else
        {
            _text.Append($"If {Node} went away now, nothing would be cut off.\n");
        }

        _text.Append($"It stays drained, over restarts too, until weft undrain {Node}.\n");
        return _text.ToString();
    }

    private string HowKnown()
    {
        if (others == 0)
        {
            return "its neighbours have acknowledged it. No other node runs on this machine: whether they have turned away was not checked.";
        }

        int answered = others - outcome.Silent.Length;
        string silent = outcome.Silent.IsEmpty ? "" : $" No answer from {string.Join(", ", outcome.Silent)}.";
        return $"nobody goes through it who has another way, say {CellText.Of(answered, "other node")}.{silent}";
    }

    private void AppendOutside()
    {
        if (!Report.Outside.IsEmpty)
        {
            _text.Append($"{string.Join(", ", Report.Outside)} outside was told by a worse MED; see there that it has turned away.\n");
        }
    }

    private void AppendCut()
    {
        _text.Append($"If {Node} went away now, this would be cut off:\n");
        foreach (System.Collections.Immutable.ImmutableArray<string> part in Report.CutOff)
        {
            Row(part.Length == 1 ? "node" : "nodes", string.Join(", ", part));
        }

        foreach (IGrouping<string, HostReport> at in Report.Hosts.GroupBy(static host => host.At).OrderBy(at => at.Key != Node).ThenBy(static at => at.Key, StringComparer.Ordinal))
        {
            string[] names = [.. at.Select(static host => host.Name ?? host.Mac).Distinct()];
            string more = names.Length > NamedHosts ? $" and {names.Length - NamedHosts} more" : "";
            Row(names.Length == 1 ? "host" : "hosts", $"{string.Join(", ", names.Take(NamedHosts))}{more} at {at.Key}");
        }

        if (!Report.Prefixes.IsEmpty)
        {
            Row(Report.Prefixes.Length == 1 ? "prefix" : "prefixes", $"{string.Join(", ", Report.Prefixes)}, which nobody else announces");
        }
    }

    private void Row(string what, string which) => _text.Append($"  {what,-8}  {which}\n");
}
