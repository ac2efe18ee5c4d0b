using Weft.Model;

namespace Weft.Lab.Tests;

/// <summary><c>weft path</c> on real kernels and daemons: what their tables say, beside what the file would have.</summary>
public sealed class LivePathTests
{
    private static readonly string s_weft = Path.Combine(Repository.Root, "src", "Weft.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "weft.dll");

    [Fact]
    public void RunningNodesLeadAsTheFileHasItUntilAHostMovesAndALinkIsCut()
    {
        string folder = Directory.CreateTempSubdirectory("weft-live-path-").FullName;
        LabTopology topology = LabTopologyBuilder.Build(FabricFile.Load(File.ReadAllText(Path.Combine(Repository.Root, "fabrics", "two-dc.yaml"))).Fabric!);
        YardLink interconnect = topology.LinkBetween("edge1", "edge2");
        string script =
            $"""
            weft() {'{'} dotnet {s_weft} "$@"; {'}'}
            weft path vm-a vm-d && weft path vm-c ext -6 && weft path nas1 nas2
            echo == moved
            weft lab move vm-b leaf4:swp3
            for i in $(seq 50); do weft path vm-a vm-b --minimal | grep -q leaf4 && break; sleep 0.1; done
            weft path vm-a vm-b
            weft path two-dc ext vm-b --live
            echo == cut
            ip -n {topology.Switchyard} link set {interconnect.LegA} down; ip -n {topology.Switchyard} link set {interconnect.LegB} down
            for i in $(seq 50); do weft path vm-a vm-d --json | grep -q 'has no neighbour at to-edge2' && break; sleep 0.1; done
            weft path vm-a vm-d
            """;
        CommandResult result = WholeRun.Weft(folder, "lab", "up", "two-dc", "--native", "--", "sh", "-c", script);
        string[] parts = result.Output.Split("== ");
        Assert.Equal(3, parts[0].Split("as the file has it, there and back\n").Length - 1);
        Assert.Contains("1  vm-a    -          at leaf1 swp1: binding 10.1.0.11 epoch 1", parts[0]);
        Assert.Contains("4  edge1   to-spine1  host route 10.1.0.13/32 epoch 1           to-edge2   1/1  =dci=", parts[0]);
        Assert.Contains("4  edge1   to-spine1  outside route ", parts[0]);
        Assert.Contains("2  leaf1  swp4      bridged in storage", parts[0]);

        Assert.Contains("  file   vm-a - leaf1 - spine1 - leaf2 - vm-b\n  live   vm-a - leaf1 - spine1 - edge1 =dci= edge2 - spine2 - leaf4 - vm-b\n", parts[1]);
        Assert.Contains("host route 10.1.0.12/32 epoch 2", parts[1]);
        Assert.Contains("2  core    -          BGP 10.1.0.12/32", parts[1]);
        Assert.Contains("because  vm-b is at leaf4:swp3, the file has it at leaf2:swp1\n", parts[1]);

        Assert.Contains("because  edge1 has no neighbour at to-edge2\n", parts[2]);
        Assert.True(result.ExitCode == 1, result.Output + result.Error);
    }
}
