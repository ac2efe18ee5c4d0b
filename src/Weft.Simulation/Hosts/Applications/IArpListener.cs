using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An application that watches the ARP packets that its host sees.</summary>
internal interface IArpListener
{
    void Hear(Instant now, in ArpPacket packet, HostStack stack, IHostEffects effects);
}
