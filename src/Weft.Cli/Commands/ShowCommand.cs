using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft show TABLE</c>: the tables of running nodes.</summary>
internal static class ShowCommand
{
    /// <summary>Width of tables on a terminal.</summary>
    private const int DefaultWidth = 100;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        Command command = new("show", "Look inside running nodes. Exit code 0: shown, 2: no such node or column, 4: not every node answered, 5: none did.");
        foreach (ShowTable table in ShowTables.All)
        {
            command.Subcommands.Add(CreateTable(table));
        }

        Command isis = new("isis", "Look inside the routing protocol.");
        foreach (ShowTable table in IsisTables.All)
        {
            isis.Subcommands.Add(CreateTable(table));
        }

        command.Subcommands.Add(isis);
        return command;
    }

    private static Command CreateTable(ShowTable table)
    {
        NodeOptions nodes = new("weft show");
        Option<bool> json = new("--json") { Description = "one JSON document, or one a line with --watch" };
        Option<bool> watch = new("--watch") { Description = "go on showing changes until interrupted" };
        Option<string> output = new("--output", "-o") { Description = "wide: every column", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "wide");
        Option<bool> utc = new("--utc") { Description = "times as UTC stamps instead of ages" };
        Option<string?> sort = new("--sort") { Description = "a column's title; with - in front the largest first, as in --sort=-moves" };
        Option<bool> detail = new("--detail") { Description = "everything of every row" };
        Command command = new(table.Command, table.Description) { nodes.Node, nodes.Socket, nodes.All, json, watch, output, utc, sort };
        if (table.HasDetail)
        {
            command.Options.Add(detail);
        }

        command.SetAction(parsed =>
        {
            ShowOptions options = new(
                parsed.GetValue(json), parsed.GetValue(output) == "wide", parsed.GetValue(utc), parsed.GetValue(sort),
                Console.IsOutputRedirected ? 0 : DefaultWidth, table.HasDetail && parsed.GetValue(detail));
            List<NodeSocket>? chosen = nodes.Choose(parsed);
            return chosen is null || !IsColumn(table, options.Sort) ? ExitCode.Usage
                : parsed.GetValue(watch) ? Watch(table, chosen, options)
                : Show(table, chosen, options);
        });
        return command;
    }

    private static bool IsColumn(ShowTable table, string? sort)
    {
        if (sort is null || table.Titles.Contains(sort.TrimStart('-'), StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        Console.Error.WriteLine($"weft show: there is no column '{sort.TrimStart('-')}' to sort by; there are {string.Join(", ", table.Titles.Select(title => title.ToLowerInvariant()))}");
        return false;
    }

    private static int Show(ShowTable table, List<NodeSocket> nodes, ShowOptions options)
    {
        ShowAnswers answers = ShowAnswers.Ask(nodes, new ApiRequest { Get = table.Name, Detail = options.Detail });
        answers.Reasons.ForEach(reason => Console.Error.WriteLine($"weft show: {reason}"));
        if (answers.Reports.Count == 0)
        {
            if (nodes.Count == 0)
            {
                Console.Error.WriteLine("weft show: no node runs on this machine");
            }

            return ExitCode.CouldNotRun;
        }

        Print(table, answers, nodes.Count, options);
        return answers.Silent.Count > 0 ? ExitCode.Partial : ExitCode.Yes;
    }

    private static void Print(ShowTable table, ShowAnswers answers, int asked, ShowOptions options)
    {
        NodeReport report = table.Join(answers.Reports);
        if (answers.Silent.Count > 0)
        {
            report = report with { Partial = [.. answers.Silent] };
        }

        if (options.Json)
        {
            PrintJson(report);
            return;
        }

        Console.Out.Write(table.Render(report, options, Paint.ForOutput));
        double age = Math.Max(0, (DateTimeOffset.UtcNow - report.At).TotalSeconds);
        string fresh = string.Create(CultureInfo.InvariantCulture, $"{answers.Reports.Count} of {asked} nodes answered, {age:0.0} s ago");
        string silent = answers.Silent.Count > 0 ? $"; no answer from {string.Join(", ", answers.Silent)}" : "";
        Console.Out.WriteLine($"\n{table.Count(report)}.     {fresh}{silent}");
    }

    private static void PrintJson(NodeReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ApiJson.Default.NodeReport));

    private static int Watch(ShowTable table, List<NodeSocket> nodes, ShowOptions options)
    {
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        if (table.Name == ApiFormat.Events)
        {
            WatchEvents(table, nodes, options, stop.Token);
            return ExitCode.Yes;
        }

        int exit;
        do
        {
            exit = Show(table, nodes, options);
            Console.Out.Flush();
        }
        while (!stop.Token.WaitHandle.WaitOne(WatchInterval));
        return exit;
    }

    private static void WatchEvents(ShowTable table, List<NodeSocket> nodes, ShowOptions options, CancellationToken stop)
    {
        Lock terminal = new();
        Thread[] followers = [.. nodes.Select(node => new Thread(() => new WatchedEvents(node, stop).Follow(Print, Note)) { IsBackground = true })];
        Array.ForEach(followers, thread => thread.Start());
        Array.ForEach(followers, thread => thread.Join());

        void Note(string sentence)
        {
            lock (terminal)
            {
                Console.Error.WriteLine($"weft show: {sentence}");
            }
        }

        void Print(NodeReport report)
        {
            lock (terminal)
            {
                if (options.Json)
                {
                    PrintJson(report);
                }
                else
                {
                    // Lines that come one by one have no heading each.
                    Console.Out.Write(string.Concat(table.Render(report, options, Paint.None).Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line + "\n")));
                }

                Console.Out.Flush();
            }
        }
    }
}
