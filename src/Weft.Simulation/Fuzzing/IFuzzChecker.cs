using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Looks for something that must never be. It sees everything that happens, every act, and may look at all tables.</summary>
internal interface IFuzzChecker : IWorldObserver
{
    /// <summary>Something is about to be done.</summary>
    void Acting(Instant now, StoryStep step)
    {
    }

    /// <summary>A good moment to look at tables: many times a second.</summary>
    void Look(Instant now)
    {
    }
}
