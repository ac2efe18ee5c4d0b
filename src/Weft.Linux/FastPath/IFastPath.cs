using Weft.Model;

namespace Weft.Linux;

/// <summary>A shorter way for frames of known hosts, as the data plane drives it. The kernel forwards just as well without. What is
/// removed is gone when a call returns; what is added may be refused and then takes the long way.</summary>
public interface IFastPath
{
    /// <summary>Watches these ports and no others. Ports that cannot be watched take the long way.</summary>
    void SetPorts(IReadOnlyList<FastPathPort> ports);

    /// <summary>Takes a host for known. Returns false when it was refused.</summary>
    bool PutSource(in FastPathSource source);

    void RemoveSource(in FastPathSource source);

    /// <summary>Sends frames to a MAC out of a port, given by its interface. Returns false when it was refused.</summary>
    bool PutDestination(AttachedMacKey mac, int interfaceIndex);

    void RemoveDestination(AttachedMacKey mac);
}
