using Weft.Model;

namespace Weft.Linux;

/// <summary>A shorter way for frames of known hosts, as the data plane drives it. The kernel forwards just as well without. What is
/// removed is gone when a call returns; what is added may be refused and then takes the long way.</summary>
public interface IFastPath
{
    /// <summary>Watches these ports and no others. Ports that cannot be watched take the long way.</summary>
    /// <param name="ports">Where hosts send.</param>
    /// <param name="exits">Interfaces where flows leave that are asked for; empty when none are.</param>
    void SetPorts(IReadOnlyList<FastPathPort> ports, IReadOnlyList<int> exits);

    /// <summary>Takes a host for known. Returns false when it was refused.</summary>
    bool PutSource(in FastPathSource source);

    void RemoveSource(in FastPathSource source);

    /// <summary>Sends frames to a MAC out of a port. Returns false when it was refused.</summary>
    bool PutDestination(AttachedMacKey mac, FastPathDestination destination);

    void RemoveDestination(AttachedMacKey mac);

    /// <summary>Believes nothing more of what routed flows were let pass so far: who receives them may have changed.</summary>
    void DoubtRouted();
}
