namespace Weft.Simulation;

/// <summary>While a host is alive and attached, from its first evidence at a place on, no node is left without a way to it once everything that
/// was told has arrived and every question that was asked has been answered.</summary>
internal sealed class NoLoss : IExploredProperty
{
    public string Name => nameof(NoLoss);

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice) => Rest.IsQuiet(world) ? Check(world) : null;

    public string? CheckRest(ExploredWorld world) => Check(world);

    private static string? Check(ExploredWorld world)
    {
        for (int address = 0; address < world.Fabric.Addresses; address++)
        {
            int host = world.Fabric.HostOf(address);
            if (!world.IsAttached(host) || (world.Now.HostFlagsOf(host) & ExploredWorld.HeardFlag(address)) == 0)
            {
                continue;
            }

            for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
            {
                if (world.Leaf(leaf).Winners[address] == 0)
                {
                    return $"leaf{leaf + 1} has no way to {ExploredFabric.Address(address)}, which is alive at {Place.Of(world.Now.PlaceOf(host))}";
                }
            }
        }

        return null;
    }
}
