using System.Text;
using Weft.Model;

namespace Weft.Lab;

/// <summary>The fabric of the benchmark: one real node, two spines that the benchmark plays, and leaves that exist only as LSPs.</summary>
internal sealed class IsisBenchFabric
{
    private const int Spines = 2;

    private IsisBenchFabric(Fabric fabric, string file, string prefix)
    {
        Fabric = fabric;
        File = file;
        FarSide = $"{prefix}far";
    }

    internal Fabric Fabric { get; }

    /// <summary>Its file, absolute.</summary>
    internal string File { get; }

    /// <summary>The node that is measured; its namespace has the same name.</summary>
    internal FabricNode Node => Fabric.Nodes[0];

    internal ReadOnlySpan<FabricNode> AllSpines => Fabric.Nodes.AsSpan().Slice(1, Spines);

    /// <summary>The namespace in which the benchmark speaks for the spines.</summary>
    internal string FarSide { get; }

    internal FabricNode Spine(int index) => Fabric.Nodes[1 + index];

    internal FabricNode Leaf(int index) => Fabric.Nodes[1 + Spines + index];

    /// <summary>The port of the node towards a spine.</summary>
    internal static string Port(int spine) => $"fab{spine + 1}";

    /// <summary>Writes the file of a fabric with so many leaves, and reads it.</summary>
    internal static IsisBenchFabric Write(string folder, string prefix, int leaves)
    {
        StringBuilder text = new($"fabric: {prefix}bench\nnodes:\n  {prefix}node:\n");
        StringBuilder links = new("links:\n");
        for (int spine = 0; spine < Spines; spine++)
        {
            text.Append($"  {prefix}spine{spine + 1}: {{ role: spine }}\n");
            links.Append($"  - {{ ends: \"{prefix}node:{Port(spine)} -- {prefix}spine{spine + 1}:node\" }}\n");
        }

        for (int leaf = 1; leaf <= leaves; leaf++)
        {
            text.Append($"  {prefix}leaf{leaf}:\n");
            links.Append($"  - {{ ends: \"{prefix}leaf{leaf} -- {prefix}spine1, {prefix}spine2\" }}\n");
        }

        text.Append(links).Append("subnets:\n  web: { vlan: 10, gateway: [100.64.0.1/10, 2001:db8:64::1/64] }\n");
        text.Append($"ports:\n  {prefix}node: {{ swp1: web }}\n");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "isis.yaml");
        System.IO.File.WriteAllText(file, text.ToString());
        FabricLoad load = FabricFile.Load(text.ToString());
        return new IsisBenchFabric(load.Fabric ?? throw new LabException(string.Join(" / ", load.Faults)), file, prefix);
    }
}
