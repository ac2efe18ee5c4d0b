using System.Text.Json;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab.Tests;

/// <summary>The main job, as a user runs it: whole fabrics of real kernels and daemons, and their stories.</summary>
public sealed class WholeRunTests
{
    [Fact]
    public void TwoDataCentresComeUpAndTheirStoriesHold()
    {
        string folder = Directory.CreateTempSubdirectory("weft-two-dc-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "two-dc", "--native", "--json", "--tables");
        Assert.True(result.ExitCode is 0 or 1, result.Error);
        RunReport report = JsonSerializer.Deserialize(result.Output, RunReportJson.Default.RunReport)!;
        Assert.Equal(StoriesOf("two-dc"), report.Stories.Select(story => story.Name).Order());
        Assert.All(report.Stories, story => Assert.Null(story.Broken));

        // How long a gap is depends on what else this machine does while the tests run; that every flow recovers does not.
        StoryClaimReport[] claims = [.. report.Stories.SelectMany(story => story.Claims)];
        Assert.All(claims.Where(claim => claim.What is "longest gap" or "one connection"), claim => Assert.DoesNotContain("not recovered", claim.Measured));
        Assert.All(claims.Where(claim => claim.What is not ("longest gap" or "one connection")), claim => Assert.True(claim.Holds, $"{claim.Place} {claim.Id}: {claim.Measured}\n{result.Error}"));
        AssertTheSimulatorAgrees(folder, "two-dc", result.Output);
    }

    [Fact]
    public void ALinkThatSwallowsEverythingIsLeftAndAKilledDaemonLosesNothing()
    {
        string folder = Directory.CreateTempSubdirectory("weft-ring-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "ring", "--native", "--json", "--tables");
        RunReport report = JsonSerializer.Deserialize(result.Output, RunReportJson.Default.RunReport)!;
        Assert.Equal(StoriesOf("ring"), report.Stories.Select(story => story.Name).Order());
        Assert.All(report.Stories, story => Assert.Null(story.Broken));
        Assert.All(report.Stories.SelectMany(story => story.Claims), claim => Assert.DoesNotContain("not recovered", claim.Measured));
        Assert.All(
            report.Stories.SelectMany(story => story.Claims).Where(claim => claim.What != "longest gap"),
            claim => Assert.True(claim.Holds, $"{claim.Place} {claim.Id}: {claim.Measured}\n{result.Error}"));
        AssertTheSimulatorAgrees(folder, "ring", result.Output);
    }

    [Fact]
    public void EveryOutsideRouterHoldsWhatThePolicySays()
    {
        string folder = Directory.CreateTempSubdirectory("weft-policy-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "policy", "--native", "--json", "--tables");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        AssertTheSimulatorAgrees(folder, "policy", result.Output);
    }

    [Theory]
    [InlineData("three-tier")]
    [InlineData("tenants")]
    public void PoliciesHoldBeforeAndAfterMovesOnAKernelThatCannotTrackConnections(string name)
    {
        string folder = Directory.CreateTempSubdirectory("weft-policies-").FullName;
        string fabric = Path.Combine(folder, name + ".yaml");
        string story = Path.Combine(Repository.Root, "stories", name + ".yaml");
        string text = File.ReadAllText(Path.Combine(Repository.Root, "fabrics", name + ".yaml"));
        File.WriteAllText(fabric, text.Replace("    for: ", "    stateful: false\n    for: ", StringComparison.Ordinal));
        CommandResult result = WholeRun.Weft(folder, "lab", "run", fabric, "--story", story, "--native", "--json", "--tables");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        AssertTheSimulatorAgrees(folder, fabric, result.Output, "--story", story);
    }

    [Fact]
    public void SessionsGoOnAndNothingElsePassesWhileAMachineMovesInAGuestKernel()
    {
        string folder = Directory.CreateTempSubdirectory("weft-tenants-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "tenants", "--uml", "--json", "--tables");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        AssertTheSimulatorAgrees(folder, "tenants", result.Output);
    }

    [Fact]
    public void AHostMovesBetweenStrictPortsAndWhoeverOnlySaysItHasMovedGetsNothing()
    {
        string folder = Directory.CreateTempSubdirectory("weft-guarded-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "guarded", "--native", "--json", "--tables");
        RunReport report = JsonSerializer.Deserialize(result.Output, RunReportJson.Default.RunReport)!;
        Assert.Equal(StoriesOf("guarded"), report.Stories.Select(story => story.Name).Order());
        Assert.All(report.Stories, story => Assert.Null(story.Broken));
        StoryClaimReport[] claims = [.. report.Stories.SelectMany(story => story.Claims)];
        Assert.All(claims.Where(claim => claim.What is "longest gap" or "one connection"), claim => Assert.DoesNotContain("not recovered", claim.Measured));
        Assert.All(
            claims.Where(claim => claim.What is not ("longest gap" or "one connection")),
            claim => Assert.True(claim.Holds, $"{claim.Place} {claim.Id}: {claim.Measured}\n{result.Error}"));
        AssertTheSimulatorAgrees(folder, "guarded", result.Output);
    }

    [Fact]
    public void AWholeFabricIsUpgradedAndASpineRebootedWithoutALostPacket()
    {
        string folder = Directory.CreateTempSubdirectory("weft-twin-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "twin", "--native", "--json", "--tables");
        RunReport report = JsonSerializer.Deserialize(result.Output, RunReportJson.Default.RunReport)!;
        Assert.Equal(StoriesOf("twin"), report.Stories.Select(story => story.Name).Order());
        Assert.All(report.Stories, story => Assert.Null(story.Broken));
        Assert.All(
            report.Stories.SelectMany(story => story.Claims).Where(claim => claim.What != "one connection"),
            claim => Assert.True(claim.Holds, $"{claim.Place} {claim.Id}: {claim.Measured}\n{result.Error}"));
        AssertTheSimulatorAgrees(folder, "twin", result.Output);
    }

    [Fact]
    public void AMoveIsDrawnAsASequenceInTheTextAndOnThePage()
    {
        string folder = Directory.CreateTempSubdirectory("weft-sequence-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "two-dc", "--story", "hot-move-silent", "--native", "--sequence", "--html", "page.html");
        string[] diagram = [.. result.Output.Split('\n').SkipWhile(line => !line.StartsWith("move of vm-b from leaf2:swp1 to leaf4:swp3, ", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0)];
        Assert.True(diagram.Length > 2, result.Output + result.Error);
        Assert.Matches("^ +ms +vm-b +leaf2 +leaf4 +spine1 +spine2 +edge1 +edge2 +leaf1 +leaf3$", diagram[1]);
        Assert.Matches("^ +\\+0.000 +# .* leaves leaf2:swp1 for leaf4:swp3$", diagram[2]);
        int moved = Array.FindIndex(diagram, line => line.Contains('@') && line.Contains("10.1.0.12 (02:57:46:00:00:02) moved from leaf2 to swp3", StringComparison.Ordinal));
        int yielded = Array.FindIndex(diagram, line => line.Contains(" x ", StringComparison.Ordinal) && line.Contains("10.1.0.12 left swp1 for leaf4", StringComparison.Ordinal));
        Assert.True(moved > 2 && yielded > moved, string.Join('\n', diagram));
        Assert.All((string[])["via leaf4", "via spine2", "via edge2", "via edge1", "via spine1"], way => Assert.Contains(diagram, line => line.Contains('=') && line.Contains("10.1.0.12", StringComparison.Ordinal) && line.EndsWith($": {way}", StringComparison.Ordinal)));
        string page = File.ReadAllText(Path.Combine(folder, "page.html"));
        Assert.Contains("class=\"picture sequence\"", page);
    }

    /// <summary>Minimal cases of past failures, less the trunks and VRFs of their fabrics, which they do not need.</summary>
    [Theory]
    [InlineData("6906")]
    [InlineData("7423")]
    public void ACaseThatTheFuzzerWroteDownComesOutAlikeOnBothRuntimes(string seed)
    {
        string folder = Directory.CreateTempSubdirectory("weft-fuzz-").FullName;
        string[] names = [.. new[] { "fabric.yaml", "story.yaml" }.Select(name => Path.Combine(Repository.Root, "tests", "data", "fuzz", seed, name))];
        CommandResult result = WholeRun.Weft(folder, "lab", "run", names[0], "--story", names[1], "--native", "--json", "--tables");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        AssertTheSimulatorAgrees(folder, names[0], result.Output, "--story", names[1]);
    }

    [Fact]
    public void WhatALabCannotDoIsRefusedBeforeAnythingIsBuilt()
    {
        string folder = Directory.CreateTempSubdirectory("weft-refused-").FullName;
        string story = Path.Combine(folder, "s.yaml");
        File.WriteAllText(story, "story: s\nsays: x\nfabric: two-dc\nsteps:\n- off: edge1\n");
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "two-dc", "--story", story);
        Assert.Equal((5, $"weft lab: a lab cannot do this: {story}:5: edge1 runs the routing daemons of the rim, which a lab does not switch off\n"), (result.ExitCode, result.Error));
        Assert.False(Directory.Exists(Path.Combine(folder, "out")));
    }

    [Fact]
    public void AFabricWithTrunksAndVrfsRunsInAGuestKernel()
    {
        string folder = Directory.CreateTempSubdirectory("weft-campus-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "run", "campus", "--uml", "--json", "--tables");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("User-Mode Linux", result.Error);
        AssertTheSimulatorAgrees(folder, "campus", result.Output);
    }

    [Fact]
    public void UpRunsACommandAmongTheNamespacesAndHandsItsExitCodeOn()
    {
        string folder = Directory.CreateTempSubdirectory("weft-up-").FullName;
        CommandResult result = WholeRun.Weft(folder, "lab", "up", "one-rack", "--native", "--", "sh", "-c", "ip netns exec vm-a ping -c 1 -W 5 10.1.0.12 && exit 7");
        Assert.True(result.ExitCode == 7, result.Output + result.Error);
        Assert.Contains("1 received", result.Output);
    }

    [Fact]
    public void ANativeRunOfAFabricThatThisKernelCannotDoIsRefusedBeforeAnythingIsBuilt()
    {
        string folder = Directory.CreateTempSubdirectory("weft-native-").FullName;
        Fabric fabric = FabricFile.Load(File.ReadAllText(Path.Combine(Repository.Root, "fabrics", "campus.yaml"))).Fabric!;
        string missing = string.Join(" and no ", KernelNeeds.Missing(fabric));
        CommandResult result = WholeRun.Weft(folder, "lab", "up", "campus", "--native", "--", "true");
        Assert.True(result.ExitCode == (missing.Length == 0 ? 0 : 5), result.Error);
        Assert.Equal(missing.Length == 0 ? null : $"weft lab: this kernel has no {missing}, which campus needs; --uml brings a kernel that has\n", missing.Length == 0 ? null : result.Error);
        Assert.Equal(missing.Length == 0, Directory.Exists(Path.Combine(folder, "out")));
    }

    [Theory]
    [InlineData(2, "no fabric file nowhere", "lab", "run", "nowhere")]
    [InlineData(2, "has no story hot-moves", "lab", "run", "two-dc", "--story", "hot-moves")]
    [InlineData(2, "--native and --uml exclude each other", "lab", "run", "two-dc", "--native", "--uml")]
    [InlineData(5, "no lab is up", "lab", "exec", "vm-a", "--", "true")]
    public void WhatCannotBeDoneEndsInOneLineAndItsExitCode(int exitCode, string words, params string[] arguments)
    {
        CommandResult result = WholeRun.Weft(Directory.CreateTempSubdirectory("weft-no-").FullName, arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(words, result.Error);
    }

    [Fact]
    public void DownWithNothingUpSaysSoAndIsNoError()
    {
        CommandResult result = WholeRun.Weft(Directory.CreateTempSubdirectory("weft-down-").FullName, "lab", "down");
        Assert.Equal((0, "nothing is running\n"), (result.ExitCode, result.Output));
    }

    /// <summary>Claims, ways and the tables of every node at the end of each story are the same in the simulator.</summary>
    private static void AssertTheSimulatorAgrees(string folder, string fabric, string lab, params string[] options)
    {
        string file = Path.Combine(folder, "lab.json");
        File.WriteAllText(file, lab);
        CommandResult result = WholeRun.Weft(folder, ["sim", "run", fabric, "--against", file, .. options]);
        string[] said = [.. result.Output.Split('\n').Where(line => line.StartsWith("DIFFER", StringComparison.Ordinal) || line.StartsWith("AGREE", StringComparison.Ordinal))];
        Assert.True(said is [string only] && only.StartsWith("AGREE", StringComparison.Ordinal), string.Join('\n', said) + result.Error);
    }

    private static IEnumerable<string> StoriesOf(string fabric) => Directory.EnumerateFiles(Path.Combine(Repository.Root, "stories"))
        .Select(file => StoryFile.Parse(File.ReadAllText(file), file).Story!).Where(story => story.Fabric == fabric).Select(story => story.Name).Order();
}
