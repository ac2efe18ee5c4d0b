using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>Evidence is dated: a packet or request that was under way while its leaf gave the host up does not win it back from the leaf that has it.</summary>
internal sealed class DatedEvidence : IExploredProperty
{
    public string Name => nameof(DatedEvidence);

    public string? CheckStep(ExploredWorld world, Situation before, Choice choice)
    {
        if (choice.Kind != ChoiceKind.HearLate)
        {
            return null;
        }

        HeardFrame frame = HeardFrame.Of(before.Late[choice.A]);
        int leaf = frame.Place.Leaf;
        LeafState old = world.Leaf(before, leaf);
        bool isStale = frame.Kind is EvidenceKind.Data or EvidenceKind.ArpNd && old.GivenUpPort[frame.Address] == frame.Place.Port;
        bool isElsewhere = (old.Winners[frame.Address] & ~(1 << leaf)) != 0;
        bool isTaken = !old.Own.Has(frame.Address) && world.Leaf(leaf).Own.Has(frame.Address);
        return isStale && isElsewhere && isTaken
            ? $"leaf{leaf + 1} takes {ExploredFabric.Address(frame.Address)} back for a frame that was under way when it gave the host up"
            : null;
    }

    public string? CheckRest(ExploredWorld world) => null;
}
