using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation.Tests;

/// <summary>A case that is written down and read again is the same.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Every_step_that_is_drawn_can_be_written_and_read()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            FuzzCase drawn = FuzzDraw.Draw(seed);
            string text = StoryText.Write(drawn, "it fails");
            StoryLoad load = StoryFile.Parse(text, "fuzz.yaml");
            Assert.Empty(load.Faults);
            Assert.Empty(StoryCheck.Check(load.Story!, drawn.Fabric.Build()));
            DrawnBy read = load.Story!.Drawn!;
            Assert.Equal((drawn.Seed, drawn.ClockDriftPerMillion, drawn.Leases?.Server, drawn.Leases?.Time), (read.Seed, read.ClockDriftPerMillion, read.Leases?.Server, read.Leases?.Time));
            Assert.Equal(drawn.Leases?.Clients, read.Leases?.Clients);
            Assert.Equal(drawn.Leases?.Forgetful, read.Leases?.Forgetful);
            Assert.Equal(drawn.Steps.Select(StoryText.Write), load.Story.Steps.Select(StoryText.Write));
        }
    }

    [Fact]
    public void What_is_read_is_played_as_it_was()
    {
        FuzzCase drawn = FuzzDraw.Draw(7);
        Story story = StoryFile.Parse(StoryText.Write(drawn, "it fails"), "fuzz.yaml").Story!;
        Fabric fabric = FabricFile.Load(drawn.Fabric.Text()).Fabric!;
        TraceHash first = new();
        TraceHash second = new();
        FuzzRun.Play(drawn, observer: first);
        FuzzRun.Replay(fabric, story, second);
        Assert.Equal(first.Value, second.Value);
    }
}
