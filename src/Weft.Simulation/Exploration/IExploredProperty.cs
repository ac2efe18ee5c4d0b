namespace Weft.Simulation;

/// <summary>Something that must hold in every interleaving.</summary>
internal interface IExploredProperty
{
    string Name { get; }

    /// <summary>What is wrong after one step, or null. <paramref name="before"/>: the situation before <paramref name="choice"/>.</summary>
    string? CheckStep(ExploredWorld world, Situation before, Choice choice);

    /// <summary>What is wrong after everything came to rest, or null.</summary>
    string? CheckRest(ExploredWorld world);
}
