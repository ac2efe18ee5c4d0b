namespace Weft.Simulation;

/// <summary>One move raises the epoch a bounded number of times; two hosts with one address raise it until they are a duplicate, and no more.</summary>
internal sealed class NoPingPong : IExploredProperty
{
    /// <summary>So often a single disturbance may raise the epoch: the host is claimed at a new place, and one straggler or one question is
    /// settled.</summary>
    private const int RaisesForOne = 2;

    public string Name => nameof(NoPingPong);

    /// <summary>The highest epoch that was ever seen.</summary>
    public int Highest { get; private set; }

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice) => Check(world);

    public string? CheckRest(ExploredWorld world) => world.Now.Attacker == 0 ? Check(world) : null;

    private string? Check(ExploredWorld world)
    {
        int bound = 1 + (RaisesForOne * world.Now.Used);
        if (world.Now.Attacker != 0)
        {
            // A contest raises it at both places, and both count contests; a cut or a crash in between may last until both have forgotten them.
            bound += 2 * 2 * world.Fabric.PlanOf(0).Fabric.Timers.DuplicateMoves * world.Now.Used;
        }

        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            for (int address = 0; address < world.Fabric.Addresses; address++)
            {
                int epoch = world.Leaf(leaf).Own.EpochOf(address);
                Highest = Math.Max(Highest, epoch);
                if (epoch > bound)
                {
                    return $"leaf{leaf + 1} claims {ExploredFabric.Address(address)} with epoch {epoch} after {world.Now.Used} disturbances";
                }
            }
        }

        return null;
    }
}
