using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Weft.Testing;

namespace Weft.Simulation.Tests;

/// <summary>A short run of what <c>weft sim fuzz</c> does by the thousand.</summary>
public sealed class FuzzTests
{
    private const ulong Seeds = 100;

    /// <summary>What the first twenty seeds draw, on every machine. Whoever changes on purpose what is drawn writes down the new one.</summary>
    private const string DrawnByTwenty = "2A8DDB40BA2F5F91DA7D039EDF10EE44055311BB011CA7A2";

    [Fact]
    public void A_hundred_seeds_break_no_rule_and_end_well()
    {
        List<string> failed = [];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            FuzzResult result = FuzzRun.Play(FuzzDraw.Draw(seed));
            failed.AddRange(result.Violations.Select(violation => $"seed {seed}: {violation}"));
        }

        Assert.Empty(failed);
    }

    [Fact]
    public void The_same_seed_draws_the_same_case()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            FuzzCase one = FuzzDraw.Draw(seed);
            FuzzCase two = FuzzDraw.Draw(seed);
            Assert.Equal(one.Fabric.Text(), two.Fabric.Text());
            Assert.Equal(StoryText.Write(one, "same"), StoryText.Write(two, "same"));
        }
    }

    [Fact]
    public void A_seed_draws_the_same_on_every_machine()
    {
        StringBuilder text = new();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            FuzzCase drawn = FuzzDraw.Draw(seed);
            text.Append(drawn.Fabric.Text()).Append(StoryText.Write(drawn, "drawn"));
        }

        Assert.Equal(DrawnByTwenty, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..DrawnByTwenty.Length]);
    }

    [Fact]
    public void A_seed_gives_the_same_run_on_every_machine_octet_by_octet()
    {
        StringBuilder runs = new();
        foreach (ulong seed in (ulong[])[7, 18, 36])
        {
            runs.Append(CultureInfo.InvariantCulture, $"{seed} {FuzzRun.Play(FuzzDraw.Draw(seed), hash: true).Hash:x16}\n");
        }

        // Whoever changes on purpose what is drawn, or what a node sends or when, writes down the new ones.
        Assert.Equal(Repository.Read("tests/data/fuzz/runs.txt").Split('\n'), runs.ToString().Split('\n'));
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_octet_by_octet()
    {
        FuzzCase drawn = FuzzDraw.Draw(7);
        FuzzResult one = FuzzRun.Play(drawn, hash: true);
        FuzzResult two = FuzzRun.Play(drawn, hash: true);
        Assert.Equal(one.Hash, two.Hash);
        Assert.Equal(one.Events, two.Events);
        Assert.NotEqual(one.Hash, FuzzRun.Play(FuzzDraw.Draw(8), hash: true).Hash);
    }
}
