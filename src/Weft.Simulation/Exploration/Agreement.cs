namespace Weft.Simulation;

/// <summary>With the same claims every node picks the same winner: the one that the rule names. The rule is written down here once more, without
/// a look at how the engines do it.</summary>
internal sealed class Agreement : IExploredProperty
{
    public string Name => nameof(Agreement);

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice)
    {
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            LeafState state = world.Leaf(leaf);
            if (state.Id == before.Leaf(leaf) || !state.IsAlive || !state.IsSynchronized)
            {
                continue;
            }

            for (int address = 0; address < world.Fabric.Addresses; address++)
            {
                int winner = Winner(world.Fabric, leaf, state, address);
                int expected = winner < 0 ? 0 : 1 << winner;
                if (state.Winners[address] != expected)
                {
                    return $"leaf{leaf + 1} leads {ExploredFabric.Address(address)} to {ChoiceText.Leaves(state.Winners[address])}, "
                        + $"but its claims say {ChoiceText.Leaves(expected)}";
                }
            }
        }

        return null;
    }

    public string? CheckRest(ExploredWorld world) => null;

    /// <summary>The leaf whose claim wins, or -1: confirmed before tentative, then the higher epoch, then the lower system id.</summary>
    private static int Winner(ExploredFabric fabric, int leaf, LeafState state, int address)
    {
        int winner = -1;
        long best = -1;
        for (int other = 0; other < fabric.Leaves; other++)
        {
            ClaimPair claims = other == leaf ? state.Own : state.Database[other];
            if (!claims.Has(address) || (state.Reach & (1 << other)) == 0)
            {
                continue;
            }

            long rank = (claims.IsTentative(address) ? 0 : 1L << 32) + ((long)claims.EpochOf(address) << 8) + (fabric.Leaves - other);
            if (rank > best)
            {
                best = rank;
                winner = other;
            }
        }

        return winner;
    }
}
