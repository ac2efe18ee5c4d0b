namespace Weft.Simulation;

/// <summary>A node never acts on a claim older than one that it has acted on, unless the newer is gone; and no leaf takes an epoch back that
/// others have heard of.</summary>
internal sealed class Monotonic : IExploredProperty
{
    public string Name => nameof(Monotonic);

    public string? CheckStep(ExploredWorld world, Situation before)
    {
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            LeafState old = world.Leaf(before, leaf);
            LeafState state = world.Leaf(leaf);
            if (old == state || !old.IsAlive || !state.IsAlive)
            {
                continue;
            }

            for (int address = 0; address < world.Fabric.Addresses; address++)
            {
                if ((CheckOrigins(world, leaf, old, state, address) ?? CheckWinner(world, leaf, old, state, address)) is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    public string? CheckRest(ExploredWorld world) => null;

    private static string? CheckOrigins(ExploredWorld world, int leaf, LeafState old, LeafState state, int address)
    {
        for (int origin = 0; origin < world.Fabric.Leaves; origin++)
        {
            ClaimPair was = old.Database[origin];
            ClaimPair now = state.Database[origin];
            if (origin != leaf && was.Has(address) && now.Has(address) && now.EpochOf(address) < was.EpochOf(address))
            {
                return $"leaf{origin + 1} claimed {ExploredFabric.Address(address)} with epoch {was.EpochOf(address)}, "
                    + $"and now with {now.EpochOf(address)}, so leaf{leaf + 1} heard";
            }
        }

        return null;
    }

    private static string? CheckWinner(ExploredWorld world, int leaf, LeafState old, LeafState state, int address)
    {
        int was = Single(old.Winners[address]);
        int now = Single(state.Winners[address]);
        if (was < 0 || now < 0 || was == now)
        {
            return null;
        }

        ClaimPair oldClaim = Claims(leaf, old, was);
        ClaimPair stillThere = Claims(leaf, state, was);
        ClaimPair newClaim = Claims(leaf, state, now);
        bool remains = stillThere.Of(address) == oldClaim.Of(address) && (state.Reach & (1 << was)) != 0;
        bool isOlder = newClaim.EpochOf(address) < oldClaim.EpochOf(address) && newClaim.IsTentative(address) == oldClaim.IsTentative(address);
        return remains && isOlder && oldClaim.Has(address) && state.IsSynchronized
            ? $"leaf{leaf + 1} went from leaf{was + 1} with epoch {oldClaim.EpochOf(address)} to leaf{now + 1} with epoch {newClaim.EpochOf(address)}"
            : null;
    }

    private static ClaimPair Claims(int leaf, LeafState state, int origin) => origin == leaf ? state.Own : state.Database[origin];

    private static int Single(byte winners) => winners == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(winners);
}
