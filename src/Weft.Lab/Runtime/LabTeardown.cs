using System.Diagnostics;

namespace Weft.Lab;

/// <summary>Takes a lab down from its inventory alone: needs no fabric file, works after a crash, and may be repeated.</summary>
public sealed class LabTeardown(CommandRunner commands)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Ends every process inside the lab's namespaces, removes them and forgets the lab.</summary>
    public void Remove(LabInventory inventory)
    {
        Dictionary<string, ulong> ours = [];
        foreach (OwnedNamespace item in inventory.Namespaces)
        {
            if (NamespaceTable.Inode(item.Name) is ulong inode && (item.Inode == 0 || item.Inode == inode))
            {
                ours[item.Name] = inode;
            }
        }

        EndProcesses(ours.Values.ToHashSet());
        commands.IpBatch(null, [.. IpCommands.Remove(ours.Keys)]);
        InventoryStore.Remove(inventory.Name);
    }

    /// <summary>Ends processes by their id until none is left; a process that forks meanwhile is found the next time round.</summary>
    private static void EndProcesses(IReadOnlySet<ulong> inodes)
    {
        Stopwatch clock = Stopwatch.StartNew();
        IReadOnlyList<ProcessIdentity> left = NamespaceTable.ProcessesIn(inodes);
        while (left.Count > 0)
        {
            foreach (ProcessIdentity process in left)
            {
                Kill(process);
            }

            if (clock.Elapsed > s_patience)
            {
                throw new LabException($"process {left[0].Id} does not end");
            }

            Thread.Sleep(1);
            left = NamespaceTable.ProcessesIn(inodes);
        }
    }

    private static void Kill(ProcessIdentity identity)
    {
        if (!identity.IsAlive)
        {
            return;
        }

        try
        {
            using Process process = Process.GetProcessById(identity.Id);
            process.Kill();
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            // It ended by itself between the two looks.
        }
    }
}
