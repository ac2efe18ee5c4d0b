using System.CommandLine;
using Weft.Lab;

namespace Weft.Cli;

/// <summary><c>weft lab down</c>: ends labs from their inventories alone; needs no fabric file and may be repeated.</summary>
internal static class LabDownCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        Argument<string?> name = new("NAME") { Description = "the lab; all of this machine when absent", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("down", "End labs and remove all that they made; also after a crash, from any directory, and twice.") { name };
        command.SetAction(parsed => LabCommand.Guard(() => Run(parsed.GetValue(name))));
        return command;
    }

    private static int Run(string? name)
    {
        LabInventory[] labs = [.. InventoryStore.All().Where(lab => name is null || lab.Name == name)];
        if (labs.Length == 0)
        {
            Console.Out.WriteLine("nothing is running");
            return ExitCode.Yes;
        }

        LabCommand.NeedRoot();
        CommandRunner commands = new();
        foreach (LabInventory lab in labs)
        {
            if (lab.Owner.IsAlive)
            {
                // Its owner takes it down in order; if it does not, its lab is taken from under it.
                commands.Try("/bin/sh", ["-c", $"kill -TERM {lab.Owner.Id}"]);
                Wait.Until(() => !lab.Owner.IsAlive || InventoryStore.Load(lab.Name) is null, s_patience);
            }

            if (InventoryStore.Load(lab.Name) is LabInventory left)
            {
                new LabTeardown(commands).Remove(left);
            }

            Console.Out.WriteLine($"{lab.Name}: down, {lab.Namespaces.Count} namespaces removed");
        }

        return ExitCode.Yes;
    }
}
