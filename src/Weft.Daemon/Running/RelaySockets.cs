using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;
using AddressFamily = Weft.Wire.AddressFamily;

namespace Weft.Daemon;

/// <summary>The UDP sockets of the DHCP relay: one for each family that the node relays, at its loopback address and nowhere else.</summary>
/// <remarks>What clients send to a gateway is read from the port's packet socket. The kernel would answer it with an error all the same, so a socket that
/// throws it away is bound to the segment's interface.</remarks>
public sealed class RelaySockets(NodePlan plan, EventLoop loop, IDatagramSink sink) : IDisposable
{
    private const int MaximumDatagram = 65_535;
    private const int DatagramsPerTurn = 64;

    private readonly byte[] _buffer = new byte[MaximumDatagram];
    private readonly List<UdpPortHolder> _holders = [];
    private Socket? _socket4;
    private Socket? _socket6;

    /// <summary>Datagrams that could not be sent.</summary>
    public long SendErrors { get; private set; }

    /// <summary>Opens what the plan needs; returns what could not be opened, in words.</summary>
    public IEnumerable<string> Open()
    {
        List<string> faults = [];
        if (plan.RelaysDhcp(AddressFamily.Ipv4))
        {
            _socket4 = TryOpen(plan.Node.Loopback4, DhcpCodePoints.ServerPort, faults);
            foreach (SegmentPlan segment in plan.Segments.Where(static segment => segment.HasGateway && !segment.Subnet.DhcpServers.IsEmpty))
            {
                if (UdpPortHolder.TryOpen(segment.Interface, DhcpCodePoints.ServerPort) is { } holder)
                {
                    _holders.Add(holder);
                }
            }
        }

        if (plan.RelaysDhcp(AddressFamily.Ipv6))
        {
            _socket6 = TryOpen(plan.Node.Loopback6, Dhcp6CodePoints.ServerPort, faults);
        }

        return faults;
    }

    /// <summary>Sends a datagram from the socket that is bound to its source; without one it is lost, and counted.</summary>
    public void Send(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
        Socket? socket = datagram.Source.IsIpv6 ? _socket6 : _socket4;
        try
        {
            socket?.SendTo(payload, SocketFlags.None, new IPEndPoint(datagram.Destination.ToIPAddress(), datagram.DestinationPort));
            SendErrors += socket is null ? 1 : 0;
        }
        catch (SocketException)
        {
            // No route, or an error that an earlier datagram met: the client asks again.
            SendErrors++;
        }
    }

    public void Dispose()
    {
        Close(_socket4);
        Close(_socket6);
        _socket4 = null;
        _socket6 = null;
        _holders.ForEach(static holder => holder.Dispose());
        _holders.Clear();
    }

    private Socket? TryOpen(IpAddress address, ushort port, List<string> faults)
    {
        System.Net.Sockets.AddressFamily family =
            address.IsIpv6 ? System.Net.Sockets.AddressFamily.InterNetworkV6 : System.Net.Sockets.AddressFamily.InterNetwork;
        Socket socket = new(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address.ToIPAddress(), port));
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            faults.Add($"DHCP is not relayed: UDP port {port} of {address} cannot be had ({exception.SocketErrorCode})");
            return null;
        }

        loop.Add((int)socket.Handle, Interest.Read, _ => Receive(socket, address, port));
        return socket;
    }

    private void Receive(Socket socket, IpAddress address, ushort port)
    {
        EndPoint any = new IPEndPoint(address.IsIpv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        try
        {
            // The first is there, even when it is empty; without knowing of another one none is read.
            for (int i = 0; i == 0 || (i < DatagramsPerTurn && socket.Available > 0); i++)
            {
                EndPoint from = any;
                int length = socket.ReceiveFrom(_buffer, ref from);
                IPEndPoint sender = (IPEndPoint)from;
                if (IpAddress.TryParse(sender.Address.ToString(), out IpAddress source))
                {
                    sink.DatagramReceived(new Datagram(VrfId.Default, source, (ushort)sender.Port, address, port), _buffer.AsSpan(0, length));
                }
            }
        }
        catch (SocketException)
        {
            // What an earlier datagram met (RFC 1122 section 4.1.3.3) is told here once; the socket goes on.
        }
    }

    private void Close(Socket? socket)
    {
        if (socket is not null)
        {
            loop.Remove((int)socket.Handle);
            socket.Dispose();
        }
    }
}
