using System.Text;

namespace Weft.Lab.Tests;

/// <summary>Tests of the packet filter that need a kernel with more than this machine's may have, in a guest kernel.</summary>
[Collection(GuestSessions.Own)]
public sealed class GuestKernelTests
{
    [Theory]
    [InlineData(9, "PolicyConnectionTests.*", "TrackedFlowTests.*", "RoutedFlowTests.*")]
    [InlineData(2, "PolicyQualityTests.Packets_that_a_host_sends_are_marked*", "PolicyQualityTests.What_a_host_receives_has_a_rate*")]
    [InlineData(4, "FastPathPlacesTests.*", "FastPathByFiltersTests.What_a_killed_daemon_left*")]
    [InlineData(25, "PriorityTests.*", "PortQueueTests.*")]
    public void TestsOfThePacketFilterHoldOnAnotherKernel(int tests, params string[] names)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(Repository.Root, "tests", "Weft.Linux.Tests", "bin", configuration, "net10.0", "Weft.Linux.Tests.dll");
        UmlShare[] shares = UmlShare.IsHidden(program) ? [new UmlShare(Repository.Root, false)] : [];
        using MemoryStream output = new();
        int exit = new UmlRunner(output, output).Run(
            ["dotnet", program, "--no-progress", "--results-directory", "/tmp", .. names.SelectMany(name => new[] { "--filter-method", $"Weft.Linux.Tests.{name}" })], shares, TimeSpan.FromMinutes(5), CancellationToken.None);
        string said = Encoding.UTF8.GetString(output.ToArray());
        Assert.True(exit == 0, said);
        Assert.Matches($"succeeded: {tests}\n", said);
    }
}
