using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>What the nodes say of one address, as text: the verdict, what happened when, the claims, and the way of every node.</summary>
internal sealed class ExplainText(ImmutableArray<ExplainReport> rows, bool utc, Paint paint)
{
    /// <summary>Silence that separates one happening from the next.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const int LongestHistory = 24;

    private readonly ExplainReport[] _places = [.. rows.Where(row => row.Decision == "attached")];

    public string Render()
    {
        StringBuilder text = new();
        text.Append(paint.Bold(Verdict())).Append('\n');
        AppendHistory(text);
        AppendClaims(text);
        AppendWays(text);
        AppendMore(text);
        return text.ToString();
    }

    private string Subject
    {
        get
        {
            string? name = rows.Select(row => row.Host?.Name).FirstOrDefault(item => item is not null);
            string address = rows[0].Address + (name is null ? "" : $" ({name})");
            return rows[0].Vrf == "default" ? address : $"{address} in VRF {rows[0].Vrf}";
        }
    }

    private string Verdict()
    {
        if (_places.Length == 0)
        {
            string? claimant = rows.SelectMany(row => row.Claims).FirstOrDefault(claim => claim.Verdict == "wins")?.Origin;
            int covered = rows.Count(row => row.Decision != "none");
            return claimant is not null ? $"{Subject} is claimed by {claimant}, which was not asked or did not answer."
                : covered > 0 ? $"No node knows a host {Subject}; {covered} of {rows.Length} have a route or subnet that covers it."
                : $"No node knows {Subject}, and none has a route to it.";
        }

        if (_places.Length > 1)
        {
            return $"{Subject} is at {_places.Length} places at once: {string.Join(", ", _places.Select(PlaceOf))}.";
        }

        ExplainReport place = _places[0];
        int leading = rows.Count(row => row == place || row.To.Contains(place.Node) || row.FollowsHome);
        string state = place.Host is { } host ? $", {host.State}, epoch {host.Epoch}" : "";
        return $"{Subject} is at {PlaceOf(place)} in {place.Site}{state}; {leading} of {rows.Length} nodes lead there.";
    }

    private void AppendHistory(StringBuilder text)
    {
        List<ExplainEvent> events = [.. rows.SelectMany(EventsOf).OrderBy(item => item.At)];
        if (events.Count == 0)
        {
            return;
        }

        int left = Math.Max(0, events.Count - LongestHistory);
        List<string[]> cells = [];
        DateTimeOffset start = default;
        DateTimeOffset before = default;
        foreach (ExplainEvent item in events.Skip(left))
        {
            bool begins = cells.Count == 0 || item.At - before > Pause;
            start = begins ? item.At : start;
            before = item.At;
            cells.Add([begins ? Moment(item.At) : Offset(item.At - start), item.Node, item.What, item.Why]);
        }

        Column<string[]>[] columns =
            [new("WHEN", row => row[0]), new("NODE", row => row[1]), new("WHAT", row => row[2]), new("WHY", row => row[3])];
        text.Append('\n').Append(TextTable.Render(columns, cells, 0, wide: false, paint));
        if (left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({left} earlier; --json has all)\n");
        }
    }

    private static IEnumerable<ExplainEvent> EventsOf(ExplainReport row)
    {
        foreach (HistoryReport entry in row.History)
        {
            string at = entry.Port is null ? "" : $" at {entry.Port}";
            yield return new ExplainEvent(entry.At, row.Node, $"{entry.State}{at}, epoch {entry.Epoch}", entry.Reason);
        }

        if (row is { Decision: "route", FollowsHome: false, ToSince: { } since } && !row.To.IsEmpty)
        {
            string before = row.Before is { IsDefaultOrEmpty: false } nodes ? $" instead of {string.Join(", ", nodes)}" : "";
            yield return new ExplainEvent(since, row.Node, $"route leads to {string.Join(", ", row.To)}{before}", WhyOf(row.Claims));
        }
    }

    private static string WhyOf(ImmutableArray<ClaimReport> claims)
    {
        if (claims.Length < 2)
        {
            return claims.IsEmpty ? "" : $"its claim has the highest epoch, {claims[0].Epoch}";
        }

        ClaimReport loser = claims[1];
        return loser.Verdict switch
        {
            "lower epoch" => $"epoch {claims[0].Epoch} beats {loser.Epoch} of {loser.Origin}",
            "tentative" => $"confirmed beats the tentative claim of {loser.Origin}",
            "higher system id" => $"equal epochs: the lower system id beats {loser.Origin}",
            "absurd epoch" => $"epoch {loser.Epoch} of {loser.Origin} is too far ahead of {claims[0].Epoch} to count",
            "shares" => $"shared with {loser.Origin}",
            _ => $"{loser.Origin} cannot be reached",
        };
    }

    private void AppendClaims(StringBuilder text)
    {
        ImmutableArray<ClaimReport> claims = rows.Select(row => row.Claims).MaxBy(item => item.Length);
        if (claims.Length > 0)
        {
            Column<ClaimReport>[] columns =
            [
                new("CLAIM OF", claim => claim.Origin),
                new("EPOCH", claim => CellText.Number(claim.Epoch)) { IsRight = true },
                new("MAC", claim => claim.Mac),
                new("STATE", claim => claim.Tentative ? "tentative" : "confirmed"),
                new("VERDICT", claim => claim.Verdict),
            ];
            text.Append('\n').Append(TextTable.Render(columns, claims, 0, wide: false, paint));
        }
    }

    private void AppendWays(StringBuilder text)
    {
        Column<ExplainReport>[] columns =
        [
            new("NODE", row => row.Node),
            new("DOES", DoesOf),
            new("COST", row => row.Cost is { } cost ? CellText.Number(cost) : CellText.None) { IsRight = true },
            new("WAY", WayOf),
        ];
        text.Append('\n').Append(TextTable.Render(columns, [.. rows.OrderBy(row => row.Node, StringComparer.Ordinal)], 0, wide: false, paint));
    }

    private void AppendMore(StringBuilder text)
    {
        string? home = rows.Select(row => row.Home).FirstOrDefault(item => item is not null);
        if (_places is [{ } place])
        {
            text.Append('\n');
            if (home is not null)
            {
                text.Append(home == place.Site ? $"home   {home}, where it lives\n" : $"home   {home}; it lives in {place.Site}, so its own route shows the shortest way there\n");
            }

            foreach (IGrouping<string, ExplainReport> edges in rows.Where(row => row.Outside is not null).GroupBy(row => row.Outside!).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                text.Append($"rim    {string.Join(", ", edges.Select(row => row.Node).Order(StringComparer.Ordinal))}: {edges.Key}\n");
            }

            text.Append($"more   weft show events --node {place.Node}   weft show hosts --node {place.Node}   weft show isis spf --all\n");
        }
    }

    private static string PlaceOf(ExplainReport row) => $"{row.Node} {row.Interface}";

    private static string DoesOf(ExplainReport row) => row.Decision switch
    {
        "attached" => $"delivers at {row.Interface}",
        "connected" => $"looks for it on {row.Interface}",
        "route" when row.FollowsHome => $"follows {row.Route?.Prefix} to its home, the same way",
        "route" when row.Route?.From is { } from => $"routes by {row.Route.Prefix} of VRF {from}",
        "route" => $"routes by {row.Route?.Prefix}{(row.To.IsEmpty ? "" : $" to {string.Join(", ", row.To)}")}",
        "outside" => $"hands it to {string.Join(", ", row.To)} outside by {row.Route?.Prefix}",
        "discard" => $"refuses by {row.Route?.Prefix}",
        _ => "has no route",
    };

    /// <summary>The nodes that a packet passes, by the first next hop of each; as far as they answered.</summary>
    private string WayOf(ExplainReport from)
    {
        List<string> way = [];
        HashSet<string> seen = [];
        ExplainReport? at = from;
        while (at?.Decision == "route" && seen.Add(at.Node) && at.Route is { NextHops: [{ } hop, ..] hops })
        {
            way.Add((hop.Neighbor ?? hop.Gateway) + (hops.Length > 1 ? $" (1 of {hops.Length})" : ""));
            at = rows.FirstOrDefault(row => row.Node == hop.Neighbor);
        }

        bool loops = at is { Decision: "route" } && seen.Contains(at.Node);
        return way.Count == 0 ? CellText.None : string.Join(" - ", way) + (loops ? " - and round again: a loop" : "");
    }

    private string Moment(DateTimeOffset at) => utc
        ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : at.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Offset(TimeSpan after) => string.Create(CultureInfo.InvariantCulture, $"+{after.TotalMilliseconds:0.0} ms");
}
