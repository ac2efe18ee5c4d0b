using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>How a neighbour cache speaks: by ARP or by neighbour discovery.</summary>
internal interface INeighborLink
{
    /// <summary>Asks who has an address.</summary>
    /// <param name="target">The address.</param>
    /// <param name="mac">Whom to ask; broadcast or the target's group when it is the broadcast address.</param>
    /// <param name="effects">The host's sink.</param>
    void Solicit(IpAddress target, MacAddress mac, IHostEffects effects);

    /// <summary>Packets that waited for a neighbour are lost.</summary>
    void Lost(int packets);

    /// <summary>A neighbour does not answer.</summary>
    void Failed(Instant now, IpAddress target, IHostEffects effects);
}
