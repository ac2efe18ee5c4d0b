namespace Weft.Simulation;

/// <summary>A node never acts on a claim older than one that it has acted on, unless the newer is gone; and no leaf takes an epoch back that
/// others have heard of.</summary>
internal sealed class Monotonic : IExploredProperty
{
    public string Name => nameof(Monotonic);

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice)
    {
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            LeafState old = world.Leaf(before, leaf);
            LeafState state = world.Leaf(leaf);
            for (int address = 0; address < world.Fabric.Addresses; address++)
            {
                string? fault = state.IsAlive ? CheckVersions(world, before, leaf, address) : null;
                bool acts = old != state && old.IsAlive && state.IsAlive;
                fault ??= acts ? CheckWinner(leaf, old, state, address) : null;
                if (fault is not null)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    public string? CheckRest(ExploredWorld world) => null;

    private static string? CheckVersions(ExploredWorld world, Situation before, int leaf, int address)
    {
        ClaimPair was = before.Version(leaf, before.VersionCount(leaf) - 1);
        ClaimPair now = world.Now.Version(leaf, world.Now.VersionCount(leaf) - 1);
        return was.Has(address) && now.Has(address) && now.EpochOf(address) < was.EpochOf(address)
            ? $"leaf{leaf + 1} claimed {ExploredFabric.Address(address)} with epoch {was.EpochOf(address)}, and now with {now.EpochOf(address)}"
            : null;
    }

    private static string? CheckWinner(int leaf, LeafState old, LeafState state, int address)
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
