using System.CommandLine;
using Weft.Lab;
using Weft.Model;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft lab move HOST LEAF:PORT</c>: moves a running host of a running lab.</summary>
internal static class LabMoveCommand
{
    public static Command Create()
    {
        Argument<string> host = new("HOST") { Description = "who moves" };
        Argument<string> to = new("LEAF:PORT") { Description = "where to" };
        Option<string> announce = new("--announce") { Description = "how it makes itself known there", DefaultValueFactory = _ => "garp" };
        announce.AcceptOnlyFromAmong("garp", "rarp", "none");
        Option<string> oldPort = new("--old-port") { Description = "keeps its carrier, as behind a virtual switch, or loses it", DefaultValueFactory = _ => "keeps" };
        oldPort.AcceptOnlyFromAmong("keeps", "loses");
        Command command = new("move", "Move a running host to another port; it notices nothing.") { host, to, announce, oldPort };
        command.SetAction(parsed => LabCommand.Guard(() => Run(
            parsed.GetValue(host)!, parsed.GetValue(to)!, parsed.GetValue(announce)!, parsed.GetValue(oldPort)!)));
        return command;
    }

    private static int Run(string host, string to, string announce, string oldPort)
    {
        string[] parts = to.Split(':');
        if (parts.Length != 2)
        {
            Console.Error.WriteLine($"weft lab: `{to}` is not a leaf and its port, such as leaf1:swp3");
            return ExitCode.Usage;
        }

        LabCommand.NeedRoot();
        LabInventory inventory = LabCommand.FindLab(lab => lab.Namespaces.Any(item => item.Name == host), host);
        if (Home.OpenFabric(inventory.FabricFile) is not FabricChoice choice)
        {
            return ExitCode.CouldNotRun;
        }

        LabTopology topology = LabTopologyBuilder.Build(choice.Fabric);
        Switchyard yard = new(topology, new CommandRunner());
        LinkEnd? from = yard.PlaceOf(host);
        LinkEnd target = new(parts[0], parts[1]);
        yard.Move(host, target, oldPort == "loses" ? OldPort.Loses : OldPort.Keeps);
        AnnouncementKind kind = announce switch { "rarp" => AnnouncementKind.Rarp, "none" => AnnouncementKind.None, _ => AnnouncementKind.Garp };
        using HostVoice voice = new();
        voice.Announce(topology.Host(host).Host, kind);
        string how = kind == AnnouncementKind.None ? "unannounced" : $"announced by {announce}";
        Console.Out.WriteLine($"{host}: {from?.ToString() ?? "nowhere"} -> {target}, {how}, old port {oldPort} its carrier");
        return ExitCode.Yes;
    }
}
