namespace Weft.Simulation;

/// <summary>When events stop, exactly one leaf claims a live address, and it is the leaf where the host is; nobody claims one that is gone.</summary>
internal sealed class Convergence : IExploredProperty
{
    public string Name => nameof(Convergence);

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice) => null;

    public string? CheckRest(ExploredWorld world)
    {
        for (int address = 0; address < world.Fabric.Addresses; address++)
        {
            // Two hosts with one address, or one MAC, cannot both have it: what then holds is NoTheft's affair.
            bool isContended = world.Fabric.HostOf(address) == 0 && world.Now.Attacker != 0 && (world.Now.Flags & SituationFlags.WatchTheft) == 0;
            if (isContended)
            {
                continue;
            }

            string? fault = world.IsAttached(world.Fabric.HostOf(address)) ? Rest.WhyNotOwned(world, address) : Rest.WhyNotGone(world, address);
            if (fault is not null)
            {
                return $"{ExploredFabric.Address(address)}: {fault}";
            }
        }

        return null;
    }
}
