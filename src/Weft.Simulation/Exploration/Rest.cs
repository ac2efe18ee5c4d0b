namespace Weft.Simulation;

/// <summary>Whether a situation is at rest, and what it looks like then.</summary>
internal static class Rest
{
    /// <summary>True when nothing is under way and nobody is gone: only timers and disturbances are left.</summary>
    public static bool IsCalm(ExploredWorld world) =>
        world.Now.Prompt[0] == 0 && world.Now.Isolated == 0 && AllKnow(world);

    /// <summary>True when every leaf has the latest of every other and knows who is reachable.</summary>
    private static bool AllKnow(ExploredWorld world)
    {
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            LeafState state = world.Leaf(leaf);
            if (!state.IsAlive || !state.IsSynchronized)
            {
                return false;
            }

            for (int other = 0; other < world.Fabric.Leaves; other++)
            {
                bool isCurrent = other == leaf || world.Now.NextVersion(other, leaf) == world.Now.VersionCount(other);
                bool isReached = (state.Reach & (1 << other)) != 0;
                if (!isCurrent || !isReached)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>True when nothing is under way and nobody waits for an answer: only long timers and disturbances are left.</summary>
    public static bool IsQuiet(ExploredWorld world) => IsCalm(world) && world.NextDeadline() is < 0 or > ExploredWorld.LongestFlight;

    /// <summary>True when the host of an address is alive and everybody leads to the place where it is, proven and confirmed.</summary>
    public static bool IsSettled(ExploredWorld world, int address) =>
        IsQuiet(world) && world.IsAttached(world.Fabric.HostOf(address)) && WhyNotOwned(world, address) is null;

    /// <summary>What is wrong with who owns an address, or null when exactly the leaf where its host is claims it and all lead there.</summary>
    public static string? WhyNotOwned(ExploredWorld world, int address)
    {
        Place place = Place.Of(world.Now.PlaceOf(world.Fabric.HostOf(address)));
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            LeafState state = world.Leaf(leaf);
            bool isOwner = leaf == place.Leaf;
            if (state.Issued.Has(address) != isOwner)
            {
                return isOwner ? $"leaf{leaf + 1} does not claim what is attached to it" : $"leaf{leaf + 1} claims what is not attached to it";
            }

            if (state.Winners[address] != 1 << place.Leaf)
            {
                return $"leaf{leaf + 1} does not lead to leaf{place.Leaf + 1}";
            }

            if (isOwner && (state.Issued.IsTentative(address) || state.BoundPort[address] != place.Port
                || state.BoundMac[address] != world.Fabric.MacOf(address)))
            {
                return $"leaf{leaf + 1} has it unconfirmed, at another port or with another MAC";
            }
        }

        return null;
    }

    /// <summary>What is left of an address that nobody has any more, or null when nobody claims it.</summary>
    public static string? WhyNotGone(ExploredWorld world, int address)
    {
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            if (world.Leaf(leaf).Issued.Has(address) || world.Leaf(leaf).Winners[address] != 0)
            {
                return $"leaf{leaf + 1} still claims it or leads to it";
            }
        }

        return null;
    }
}
