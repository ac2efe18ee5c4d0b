using Weft.Stories;

namespace Weft.Report.Tests;

public sealed class SequenceTextTests
{
    [Fact]
    public void A_move_is_drawn_with_a_column_for_each_who_takes_part()
    {
        MoveRecord move = SampleRun.Create(holds: true).Stories[0].Moves[0];
        string expected = """
            move of b from leaf2:swp1 to leaf3:swp1, 0.500 s after the story began (line 7)
                   ms     b     leaf3  spine2   leaf2
               +0.000     #       |       |       |     leaves leaf2:swp1 for leaf3:swp1
               +0.300     o------>|       |       |     first packet
               +0.400     |       @       |       |     epoch 2
               +0.500     |       o------>|       |     10.1.0.12 epoch 2
               +2.500     |       |       |       x     better claim
                      and 2 nodes more, without a column

            """;
        Assert.Equal(expected, SequenceText.Render(move));
    }

    [Fact]
    public void An_arrow_goes_past_those_in_between()
    {
        MoveRecord move = SampleRun.Create(holds: true).Stories[0].Moves[0] with
        {
            Moments = [new MoveMoment(TimeSpan.Zero, MomentKind.Announcement, "leaf2", "b", "told")],
        };
        Assert.Contains("|<------+-------+-------o", SequenceText.Render(move), StringComparison.Ordinal);
    }
}
