using System.CommandLine;
using Weft.Lab;
using Weft.Linux;

namespace Weft.Cli;

/// <summary><c>weft lab inspect</c>: the labs of this machine, what they made, and where their hosts are.</summary>
internal static class LabInspectCommand
{
    public static Command Create()
    {
        Command command = new("inspect", "List the labs of this machine: who holds them up, their nodes and hosts, and where each host is.");
        command.SetAction(_ => LabCommand.Guard(Run));
        return command;
    }

    private static int Run()
    {
        IReadOnlyList<LabInventory> labs = InventoryStore.All();
        foreach (LabInventory lab in labs)
        {
            string owner = lab.Owner.IsAlive ? $"held by process {lab.Owner.Id}" : "its owner has ended; weft lab down removes it";
            Console.Out.WriteLine($"{lab.Name}   {owner}   {lab.FabricFile}   log: {lab.Output}");
            int present = lab.Namespaces.Count(item => NetworkNamespace.Exists(item.Name));
            Console.Out.WriteLine($"  namespaces  {present} of {lab.Namespaces.Count}: {string.Join(' ', lab.Namespaces.Select(item => item.Name))}");
            PrintHosts(lab);
        }

        Console.Out.WriteLine(labs.Count == 0 ? "nothing is running" : $"{labs.Count} {(labs.Count == 1 ? "lab" : "labs")}");
        return ExitCode.Yes;
    }

    private static void PrintHosts(LabInventory lab)
    {
        if (!File.Exists(lab.FabricFile) || Home.OpenFabric(lab.FabricFile) is not FabricChoice choice)
        {
            return;
        }

        LabTopology topology = LabTopologyBuilder.Build(choice.Fabric);
        Switchyard yard = new(topology, new CommandRunner());
        foreach (YardHost host in topology.Hosts.Where(host => NetworkNamespace.Exists(topology.Switchyard)))
        {
            string place = yard.PlaceOf(host.Host.Name)?.ToString() ?? "unplugged";
            Console.Out.WriteLine($"  {host.Host.Name,-12} {place,-16} {host.Host.Mac}  {string.Join(' ', host.Host.Addresses)}");
        }
    }
}
