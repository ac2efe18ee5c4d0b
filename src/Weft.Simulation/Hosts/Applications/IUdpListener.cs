using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An application that receives the datagrams of one UDP port.</summary>
internal interface IUdpListener
{
    ushort Port { get; }

    void Receive(Instant now, in IpArrival arrival, in UdpView datagram, HostStack stack, IHostEffects effects);
}
