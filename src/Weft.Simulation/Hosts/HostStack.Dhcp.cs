using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Simulation;

/// <content>DHCP.</content>
public sealed partial class HostStack
{
    /// <summary>Starts a DHCP client. <paramref name="remembered"/> is what it had before a restart and would like to have again; one that is not
    /// <paramref name="faithful"/> never renews its lease and keeps the address for ever.</summary>
    public DhcpClient StartDhcp(Instant now, IHostEffects effects, IpAddress? remembered = null, bool faithful = true)
    {
        Require(StackState.Running);
        DhcpClient client = new(_random, faithful);
        _applications.Add(client);
        client.Begin(OwnTime(now), remembered, this, effects);
        return client;
    }

    /// <summary>Has a client give its lease back and end.</summary>
    public void Release(Instant now, DhcpClient client, IHostEffects effects) => client.Release(OwnTime(now), this, effects);

    /// <summary>Starts a DHCP server. Throws when the host has no IPv4 address.</summary>
    public DhcpServer Serve(DhcpServerSetup setup)
    {
        Require(StackState.Running);
        if (!TryChooseSource(setup.First.Address, out IpAddress own))
        {
            throw new InvalidOperationException($"{Name} has no IPv4 address to serve from");
        }

        DhcpServer server = new(setup, own);
        _applications.Add(server);
        return server;
    }

    /// <summary>An address that a lease gave and that was checked already.</summary>
    internal void UseAddress(Instant now, GatewayAddress address, IHostEffects effects) => Configure(now, address, detect: false, effects);

    /// <summary>Sends a datagram to a neighbour that does not answer for its address yet.</summary>
    internal void UdpTo(
        MacAddress mac, ushort sourcePort, IpAddress destination, ushort destinationPort, ReadOnlySpan<byte> payload, IHostEffects effects, IpAddress source)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        int length = UdpHeader.Length + payload.Length;
        int offset = new EthernetHeader(mac, Mac, EtherType.Ipv4).Write(frame);
        offset += new Ipv4Header(0, 0, 0, UsualHopLimit, IpProtocol.Udp, source, destination).Write(frame[offset..], length);
        payload.CopyTo(frame[(offset + UdpHeader.Length)..]);
        new UdpHeader(sourcePort, destinationPort).Write(frame.Slice(offset, length), source, destination);
        Transmit(frame[..(offset + length)], effects);
    }

    /// <summary>A DHCP client hears what goes to its MAC, whatever the IP address: it has none yet.</summary>
    private bool IsForDhcpClient(in Ipv4View packet)
    {
        if (packet.Protocol != IpProtocol.Udp || packet.IsFragment || UdpView.TryParse(packet.Payload, out UdpView datagram) != UdpFault.None
            || datagram.DestinationPort != DhcpCodePoints.ClientPort)
        {
            return false;
        }

        foreach (IHostApplication application in _applications)
        {
            if (application is DhcpClient)
            {
                return true;
            }
        }

        return false;
    }
}
