using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>A fabric file read for one node: a plan, or what is wrong, one line each.</summary>
public sealed record NodeLoad(NodePlan? Plan, ImmutableArray<string> Faults)
{
    /// <summary>Reads and validates a file. Never throws for what the file holds, nor for a file that cannot be read.</summary>
    public static NodeLoad Read(string path, string node)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new NodeLoad(null, [$"{path}: {exception.Message}"]);
        }

        FabricLoad load = FabricFile.Load(text);
        ImmutableArray<string> faults = [.. load.Faults.Select(fault => $"{path}:{fault}")];
        if (load.Fabric is not { } fabric)
        {
            return new NodeLoad(null, faults);
        }

        if (fabric.FindNode(node) is null)
        {
            string names = string.Join(", ", fabric.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal));
            return new NodeLoad(null, faults.Add($"{path}: fabric '{fabric.Name}' has no node '{node}'; its nodes are {names}"));
        }

        return new NodeLoad(NodePlanner.Derive(fabric, node), faults);
    }
}
