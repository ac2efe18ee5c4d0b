using System.CommandLine;
using Weft.Lab;
using Weft.Linux;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft lab …</c>: fabrics of real kernels, daemons and packets on this machine.</summary>
internal static class LabCommand
{
    public static Command Create() => new("lab", "Bring a fabric up on this machine: real kernels, daemons, hosts and packets.")
    {
        LabRunCommand.Create(),
        LabUpCommand.Create(),
        LabExecCommand.Create(),
        LabMoveCommand.Create(),
        LabInspectCommand.Create(),
        LabDownCommand.Create(),
    };

    /// <summary>Runs a command's body; what the lab cannot do ends in one line and exit code 5.</summary>
    public static int Guard(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception fault) when (fault is LabException or StoryException or KernelException)
        {
            Console.Error.WriteLine($"weft lab: {fault.Message}");
            return ExitCode.CouldNotRun;
        }
    }

    /// <summary>The running lab of that name, or the only one. Throws <see cref="LabException"/> with the labs there are.</summary>
    public static LabInventory FindLab(Func<LabInventory, bool> fits, string wanted)
    {
        IReadOnlyList<LabInventory> labs = InventoryStore.All();
        LabInventory[] found = [.. labs.Where(fits)];
        return found.Length switch
        {
            1 => found[0],
            0 when labs.Count == 0 => throw new LabException("no lab is up; weft lab up FILE brings one up"),
            0 => throw new LabException($"no lab has {wanted}; labs: {string.Join(", ", labs.Select(lab => lab.Name))}"),
            _ => throw new LabException($"{wanted} is in several labs: {string.Join(", ", found.Select(lab => lab.Name))}"),
        };
    }

    /// <summary>Throws unless this user may make namespaces and cables.</summary>
    public static void NeedRoot()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new LabException("the native kernel needs root: use sudo, or --uml");
        }
    }
}
