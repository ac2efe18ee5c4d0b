using System.Globalization;
using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary>What <c>weft sim explore</c> prints and returns.</summary>
public sealed class SimExploreTests
{
    [Fact]
    public void A_complete_exploration_says_how_much_it_saw_and_that_all_properties_hold()
    {
        (int exit, string output, string error) = Explore("--disturbances", "0", "--ports", "verified", "--attacker", "trusted");

        Assert.Equal((0, ""), (exit, error));
        string[] lines = output.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal("2 leaves, 1 host on verified ports, an attacker on a trusted port, up to 0 disturbances", lines[0]);
        Assert.Matches(@"^[\d,]+ states, [\d,]+ transitions, depth \d+, [\d,]+ times at rest, highest epoch 1$", lines[1]);
        Assert.Matches(@"^[\d,]+ states of single leaves, an engine was asked [\d,]+ times$", lines[2]);
        Assert.Equal("All properties hold in every one of them.", lines[3]);
    }

    [Theory]
    [InlineData("--depth", "3")]
    [InlineData("--states", "20")]
    public void A_bound_that_ends_it_is_told_and_has_an_exit_code_of_its_own(string bound, string value)
    {
        (int exit, string output, string _) = Explore("--disturbances", "1", bound, value);

        Assert.Equal(3, exit);
        Assert.EndsWith("All properties hold as far as it went; a bound ended it.\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2 leaves, 2 hosts on trusted ports,", "--hosts", "2")]
    [InlineData("3 leaves, 1 host on trusted ports,", "--leaves", "3")]
    [InlineData("2 leaves, 1 host with two addresses on trusted ports,", "--two-addresses")]
    public void The_first_line_says_what_was_explored(string expected, params string[] arguments) =>
        Assert.StartsWith(expected, Explore(["--disturbances", "1", "--depth", "2", .. arguments]).Output, StringComparison.Ordinal);

    [Fact]
    public void What_is_left_out_makes_it_smaller()
    {
        string all = Explore("--disturbances", "1").Output;
        string less = Explore("--disturbances", "1", "--without", "attack", "--without", "crash", "cut").Output;

        Assert.True(States(less) < States(all), $"{all}{less}");
    }

    [Fact]
    public void Json_is_one_document_with_bounds_and_result()
    {
        (int exit, string output, string error) = Explore("--disturbances", "1", "--depth", "4", "--json");

        Assert.Equal((3, ""), (exit, error));
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal("weft.sim-explore/1", root.GetProperty("format").GetString());
        Assert.Equal("trusted", root.GetProperty("bounds").GetProperty("hostPorts").GetString());
        Assert.Equal(1, root.GetProperty("bounds").GetProperty("disturbances").GetInt32());
        JsonElement result = root.GetProperty("result");
        Assert.Equal(4, result.GetProperty("depth").GetInt32());
        Assert.InRange(result.GetProperty("transitions").GetInt64(), result.GetProperty("states").GetInt32() - 1, long.MaxValue);
        Assert.False(result.GetProperty("isComplete").GetBoolean());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("violation").ValueKind);
    }

    [Theory]
    [InlineData("--leaves must be 2 to 3", "--leaves", "4")]
    [InlineData("--hosts must be 1 to 2", "--hosts", "0")]
    [InlineData("--disturbances must be 0 to 6", "--disturbances", "7")]
    [InlineData("--depth must be 1 to 10000", "--depth", "0")]
    [InlineData("--states must be 1 to 100000000", "--states", "-1")]
    [InlineData("announced", "--ports", "announced")]
    [InlineData("gossip", "--without", "gossip")]
    [InlineData("--two-addresses is of one host", "--hosts", "2", "--two-addresses")]
    [InlineData("--nonsense", "--nonsense")]
    public void A_wrong_command_line_is_refused(string said, params string[] arguments)
    {
        (int exit, string output, string error) = Explore(arguments);

        Assert.Equal(2, exit);
        Assert.DoesNotContain("transitions", output, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private static int States(string output) => int.Parse(output.Split('\n')[1].Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static (int Exit, string Output, string Error) Explore(params string[] arguments) =>
        WeftProcess.Run("", ["sim", "explore", .. arguments]);
}
