using System.CommandLine;
using Weft.Lab;
using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary><c>weft path [FABRIC] FROM TO</c>: the way of a packet, hop by hop, with the table entry that decides each.</summary>
internal static class PathCommand
{
    private const string Live = "--live";

    public static Command Create()
    {
        Argument<string[]> names = new("[FABRIC] FROM TO")
        {
            Description = "one of the project's fabrics or a fabric file, then two hosts, clients outside, or at the end any address; without FABRIC the lab that is up is asked",
            Arity = new ArgumentArity(2, 3),
        };
        Option<bool> live = new(Live) { Description = "ask the nodes that run here, by their API, and say where they lead otherwise than the file would" };
        Option<bool> ipv6 = new("--ipv6", "-6") { Description = "by the IPv6 addresses of both" };
        Option<string[]> fail = new("--fail") { Description = "as it would be without: node:spine1 or link:edge1-edge2 (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<string[]> move = new("--move") { Description = "as it would be after: vm-a=leaf4:swp3 (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<bool> minimal = new("--minimal") { Description = "the names of the hops alone, in one line, for scripts" };
        Option<bool> json = new("--json") { Description = "one JSON document" };
        Command command = new(
            "path",
            "Show the way of a packet hop by hop, there and back, with the table entry that decides each hop: as the fabric file would have it, or as running nodes do. "
            + "Exit code 0: delivered both ways, 1: not, 4: not every node on the way answered, 5: no node runs here.")
        {
            names, live, ipv6, fail, move, minimal, json,
        };
        command.SetAction(parsed => SimRunCommand.Guard(() => LabCommand.Guard(() => Run(
            parsed.GetValue(names)!,
            parsed.GetValue(live),
            parsed.GetValue(ipv6) ? AddressFamily.Ipv6 : AddressFamily.Ipv4,
            [.. (parsed.GetValue(fail) ?? []).Select(text => ("--fail", text)), .. (parsed.GetValue(move) ?? []).Select(text => ("--move", text))],
            new PathOutput(parsed.GetValue(minimal), parsed.GetValue(json))))));
        return command;
    }

    /// <summary>True for arguments that ask running nodes.</summary>
    public static bool AsksNodes(string[] arguments) =>
        arguments is ["path", ..] && (arguments.Contains(Live) || arguments.Skip(1).Count(word => !word.StartsWith('-')) == 2);

    private static int Run(string[] names, bool live, AddressFamily family, (string Option, string Text)[] changes, PathOutput output)
    {
        bool isLive = live || names.Length == 2;
        if (isLive && changes.Length > 0)
        {
            Console.Error.WriteLine($"weft path: {changes[0].Option} asks what would be, and running nodes know what is; name a fabric and leave {Live} out");
            return ExitCode.Usage;
        }

        if (Home.OpenFabric(names.Length == 3 ? names[0] : FabricThatIsUp()) is not FabricChoice choice)
        {
            return ExitCode.Usage;
        }

        (string from, string to) = (names[^2], names[^1]);
        if (!Exists(choice.Fabric, from) || !(IpAddress.TryParse(to, out _) || Exists(choice.Fabric, to)))
        {
            return ExitCode.Usage;
        }

        // Running nodes are asked first: they may be about to change.
        if (isLive)
        {
            return LiveFabric.Ask(choice.Fabric) is { } nodes ? PathAnswer.OfNodes(nodes, from, to, family, output) : ExitCode.CouldNotRun;
        }

        return PlannedChange.ReadAll(choice.Fabric, changes) is { } steps ? PathAnswer.OfFile(choice.Fabric, steps, from, to, family, output) : ExitCode.Usage;
    }

    private static string FabricThatIsUp()
    {
        LabInventory[] labs = [.. InventoryStore.All().Where(lab => lab.Owner.IsAlive)];
        return labs switch
        {
            [LabInventory only] => only.FabricFile,
            [] => throw new LabException("no lab is up; name the fabric, too: weft path FABRIC FROM TO"),
            _ => throw new LabException($"several labs are up, name one: {string.Join(", ", labs.Select(lab => lab.Name))}"),
        };
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
