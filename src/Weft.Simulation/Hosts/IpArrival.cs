using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An IP packet for a host, of either family, with what upper layers need of its header.</summary>
internal readonly ref struct IpArrival
{
    public IpArrival(IpAddress source, IpAddress destination, IpProtocol protocol, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> packet)
    {
        Source = source;
        Destination = destination;
        Protocol = protocol;
        Payload = payload;
        Packet = packet;
    }

    public IpAddress Source { get; }

    public IpAddress Destination { get; }

    public IpProtocol Protocol { get; }

    /// <summary>Behind the IP header.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>From the IP header on, without Ethernet padding: what an error message quotes.</summary>
    public ReadOnlySpan<byte> Packet { get; }
}
