using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>What the DHCP engine does to the world.</summary>
public interface IDhcpEffects
{
    /// <summary>Sends an untagged Ethernet frame out of a port with the given tag (0: none).</summary>
    void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame);

    /// <summary>Sends a datagram of the node itself by the routes of a VRF.</summary>
    void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload);

    /// <summary>A server has leased an address, or prolonged a lease, or a lease has moved to another port.</summary>
    void GrantChanged(Instant now, in AddressGrant grant);

    /// <summary>A lease has ended.</summary>
    void GrantEnded(Instant now, in AddressGrant grant, GrantEnd reason);

    /// <summary>A message was not believed. Not limited in rate.</summary>
    void Violation(Instant now, PortIndex port, DhcpRefusal reason, MacAddress mac);
}
