using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary><c>weft explain ADDRESS</c>: where a host is, who says so, how every node leads there, and what came before.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> what = new("ADDRESS") { Description = "a host's address, or its name in the fabric file" };
        Option<string?> vrf = new("--vrf") { Description = "the routing domain of the address" };
        Option<bool> json = new("--json") { Description = "one JSON document" };
        Option<bool> utc = new("--utc") { Description = "times as UTC stamps" };
        NodeOptions nodes = new("weft explain");
        Command command = new(
            "explain", "Why a host is where it is. Asks every node that runs here unless told otherwise. "
            + "Exit code 0: one place, 1: nowhere or more than one, 2: no such host or VRF, 4: not every node answered, 5: none did.")
        {
            what, vrf, nodes.Node, nodes.Socket, json, utc,
        };
        command.SetAction(parsed =>
        {
            bool chosen = parsed.GetValue(nodes.Node) is not null || parsed.GetValue(nodes.Socket) is not null;
            List<NodeSocket>? asked = chosen ? nodes.Choose(parsed) : NodeDirectory.All();
            return asked is null ? ExitCode.Usage : Run(parsed.GetValue(what)!, parsed.GetValue(vrf), asked, parsed.GetValue(json), parsed.GetValue(utc));
        });
        return command;
    }

    private static int Run(string what, string? vrf, List<NodeSocket> nodes, bool json, bool utc)
    {
        if (!IpAddress.TryParse(what, out _) && !TryResolve(what, nodes, out what))
        {
            return ExitCode.Usage;
        }

        ShowAnswers answers = ShowAnswers.Ask(nodes, new ApiRequest { Get = ApiFormat.Explain, Address = what, Vrf = vrf });
        answers.Reasons.ForEach(reason => Console.Error.WriteLine($"weft explain: {reason}"));
        if (answers.Reports.Count == 0)
        {
            if (nodes.Count == 0)
            {
                Console.Error.WriteLine("weft explain: no node runs on this machine");
            }

            return ExitCode.CouldNotRun;
        }

        ImmutableArray<ExplainReport> rows = [.. answers.Reports.SelectMany(report => report.Explanations ?? [])];
        if (json)
        {
            NodeReport document = new()
            {
                Format = ApiFormat.Of(ApiFormat.Explain),
                At = answers.Reports.Min(report => report.At),
                Explanations = rows,
                Partial = answers.Silent.Count > 0 ? [.. answers.Silent] : null,
            };
            Console.Out.WriteLine(JsonSerializer.Serialize(document, ApiJson.Default.NodeReport));
        }
        else
        {
            Console.Out.Write(new ExplainText(rows, utc, Paint.ForOutput).Render());
        }

        int places = rows.Count(row => row.Decision == "attached");
        return answers.Silent.Count > 0 ? ExitCode.Partial : places == 1 ? ExitCode.Yes : ExitCode.No;
    }

    /// <summary>Finds the address of a host by its name; false after a sentence on standard error.</summary>
    private static bool TryResolve(string name, List<NodeSocket> nodes, out string address)
    {
        ShowAnswers answers = ShowAnswers.Ask(nodes, new ApiRequest { Get = ApiFormat.Hosts });
        string[] addresses =
        [
            .. answers.Reports.SelectMany(report => report.Hosts ?? [])
                .Where(host => host.Name == name)
                .Select(host => IpAddress.Parse(host.Address))
                .Where(host => !host.IsLinkLocal)
                .Distinct().Order().Select(host => host.ToString()),
        ];
        address = addresses.FirstOrDefault("");
        if (addresses.Length == 1)
        {
            return true;
        }

        Console.Error.WriteLine(addresses.Length == 0
            ? $"weft explain: '{name}' is neither an address nor a host that a node knows"
            : $"weft explain: {name} has {addresses.Length} addresses, take one of them: {string.Join(", ", addresses)}");
        return false;
    }
}
