using System.CommandLine;
using System.Text.Json;
using Weft.Model;
using Weft.Simulation;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Cli;

/// <summary><c>weft path FABRIC FROM TO</c>: the way of a packet, hop by hop, with the table entry that decides each.</summary>
internal static class PathCommand
{
    public static Command Create()
    {
        Argument<string> fabric = new("FABRIC") { Description = "one of the project's fabrics, or a fabric file" };
        Argument<string> from = new("FROM") { Description = "a host, or a client outside" };
        Argument<string> to = new("TO") { Description = "a host, a client outside, or an address" };
        Option<bool> ipv6 = new("--ipv6", "-6") { Description = "by the IPv6 addresses of both" };
        Option<string[]> fail = new("--fail") { Description = "as it would be without: node:spine1 or link:edge1-edge2 (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<string[]> move = new("--move") { Description = "as it would be after: vm-a=leaf4:swp3 (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<bool> minimal = new("--minimal") { Description = "the names of the hops alone, in one line, for scripts" };
        Option<bool> json = new("--json") { Description = "one JSON document" };
        Command command = new("path", "Show the way of a packet hop by hop, there and back, with the table entry that decides each hop. Exit code 0: delivered both ways, 1: not.")
        {
            fabric, from, to, ipv6, fail, move, minimal, json,
        };
        command.SetAction(parsed => SimRunCommand.Guard(() => Run(
            parsed.GetValue(fabric)!,
            parsed.GetValue(from)!,
            parsed.GetValue(to)!,
            parsed.GetValue(ipv6) ? AddressFamily.Ipv6 : AddressFamily.Ipv4,
            [.. (parsed.GetValue(fail) ?? []).Select(text => ("--fail", text)), .. (parsed.GetValue(move) ?? []).Select(text => ("--move", text))],
            parsed.GetValue(minimal),
            parsed.GetValue(json))));
        return command;
    }

    private static int Run(string name, string from, string to, AddressFamily family, (string Option, string Text)[] changes, bool minimal, bool json)
    {
        if (Home.OpenFabric(name) is not FabricChoice choice || !Exists(choice.Fabric, from) || !(IpAddress.TryParse(to, out _) || Exists(choice.Fabric, to)))
        {
            return ExitCode.Usage;
        }

        List<StoryStep> steps = [];
        foreach ((string option, string text) in changes)
        {
            if (PlannedChange.Read(choice.Fabric, option, text) is not { } read)
            {
                return ExitCode.Usage;
            }

            steps.AddRange(read);
        }

        SimStage stage = new(new SimWorld(choice.Fabric, new SimOptions()));
        stage.Settle();
        foreach (StoryStep step in steps)
        {
            stage.Do(step);
        }

        // Until nothing changes any more: BFD, the holding time and BGP have had their say.
        stage.World.Run(steps.Count == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10));
        PathReport there = PathFinder.Find(stage, from, to, family);
        bool hasBack = stage.World.Hosts.Any(host => host.Name == to);
        PathReport? back = hasBack ? PathFinder.Find(stage, to, from, family) : null;
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new PathPairReport { There = there, Back = back }, PathJson.Default.PathPairReport));
        }
        else if (minimal)
        {
            Console.Out.WriteLine(there.Minimal());
        }
        else
        {
            PathText.Write(Console.Out, there, back);
        }

        return there.Delivered && back is not { Delivered: false } ? ExitCode.Yes : ExitCode.No;
    }

    private static bool Exists(Fabric fabric, string name)
    {
        string[] known = [.. fabric.Hosts.Select(host => host.Name), .. fabric.Outside.SelectMany(router => router.Clients).Select(client => client.Name)];
        if (known.Contains(name))
        {
            return true;
        }

        Console.Error.WriteLine($"weft path: {name} is neither a host nor a client of {fabric.Name}; {Suggestion.For(name, known, "hosts and clients")}");
        return false;
    }
}
