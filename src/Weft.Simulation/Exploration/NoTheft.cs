namespace Weft.Simulation;

/// <summary>An attacker on a verified port never becomes the winner while the real host answers; whatever else an attacker gets is told.</summary>
internal sealed class NoTheft : IExploredProperty
{
    public string Name => nameof(NoTheft);

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice)
    {
        if ((world.Now.Flags & SituationFlags.WatchTheft) == 0)
        {
            return null;
        }

        int thief = world.Fabric.AttackedLeaf;
        bool isNeighbor = Place.Of(world.Now.PlaceOf(0)).Leaf == thief;
        for (int leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            LeafState state = world.Leaf(leaf);
            bool isBoundToThief = leaf == thief && state.BoundPort[0] == ExploredFabric.OtherPort;
            bool leadsToThief = !isNeighbor && state.Winners[0] == 1 << thief;
            if (isBoundToThief || leadsToThief)
            {
                return $"leaf{leaf + 1} gives {ExploredFabric.Address(0)} to the attacker at {new Place(thief, ExploredFabric.OtherPort)}";
            }
        }

        return null;
    }

    public string? CheckRest(ExploredWorld world)
    {
        bool isHeld = world.Now.Attacker == 0 || !world.IsAttached(0) || (world.Now.Flags & SituationFlags.Alarmed) != 0;
        return isHeld || Rest.WhyNotOwned(world, 0) is not { } fault
            ? null
            : $"{ExploredFabric.Address(0)} is not where its host is, and nobody told of an attack: {fault}";
    }
}
