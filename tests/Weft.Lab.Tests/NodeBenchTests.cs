namespace Weft.Lab.Tests;

public sealed class NodeBenchTests
{
    [Fact]
    public void TheMedianIsTheMiddleValueOrTheMeanOfTwo()
    {
        Assert.Equal(new NodeBenchFigure(3, 1, 9, 3), NodeBenchFigure.Of(9, 1, 3));
        Assert.Equal(new NodeBenchFigure(2.5, 1, 9, 4), NodeBenchFigure.Of(9, 1, 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => NodeBenchFigure.Of());
    }

    [Fact]
    public void TheLeafsOwnRatioLeavesOutWhatSenderAndReceiverCost()
    {
        // A packet costs 1 us without a leaf, 2 us with the bare one and 2.25 us with the daemon's: 1 us against 1.25 us for the leaf.
        NodeBenchPair pair = new(Weft: 1e6 / 2.25, Bare: 1e6 / 2);
        Assert.Equal(2 / 2.25, pair.Ratio, 9);
        Assert.Equal(0.8, pair.LeafRatio(1e6), 9);
    }

    [Fact]
    public void LeavesThatCostTheSameHaveTheRatioOne()
    {
        NodeBenchPair pair = new(500_000, 500_000);
        Assert.Equal(1, pair.Ratio);
        Assert.Equal(1, pair.LeafRatio(1_000_000));
    }
}
