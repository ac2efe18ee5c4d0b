using Weft.Model;

namespace Weft.Simulation;

/// <summary>Something that runs on a simulated host. Times are the host's own.</summary>
internal interface IHostApplication
{
    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    Instant NextDeadline { get; }

    void HandleTimer(Instant now, HostStack stack, IHostEffects effects);
}
