using System.Net;
using System.Net.Sockets;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A host with a real Linux stack on a node's port: addresses, a default route by the gateway, and a UDP echo.</summary>
internal sealed class NativeHost : IDisposable
{
    private const int EchoPort = 7;
    private readonly ScratchNamespace _namespace = new();

    internal NativeHost(NativeNode node, string port, MacAddress mac, string address4, string address6, string gateway4, string gateway6)
    {
        Address4 = IpAddress.Parse(address4);
        Address6 = IpAddress.Parse(address6);
        NamespaceLinks.CreateVeth(new VethEnd(_namespace.Name, "eth0", mac), new VethEnd(node.Namespace, port));
        _namespace.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            kernel.WriteSetting("net/ipv6/conf/eth0/accept_dad", "0");
            int index = InterfaceIndex.Of("eth0");
            kernel.ChangeLink(index, new KernelLinkChange { Up = true }).ThrowIfFailed("bring up");
            kernel.PutAddress(new KernelAddress(index, Address4, 24, KernelAddressFlags.None)).ThrowIfFailed("address");
            kernel.PutAddress(new KernelAddress(index, Address6, 128, KernelAddressFlags.NoDuplicateDetection)).ThrowIfFailed("address");
            KernelRoute[] routes =
            [
                Route("0.0.0.0/0", index, gateway4),
                Route($"{gateway6}/128", index, null),
                Route("::/0", index, gateway6),
            ];
            KernelResult[] results = new KernelResult[routes.Length];
            kernel.Submit(Array.ConvertAll(routes, route => KernelChange.Put(route)), results);
            Assert.All(results, result => Assert.True(result.Succeeded, result.ToString()));
        });
    }

    internal IpAddress Address4 { get; }

    internal IpAddress Address6 { get; }

    internal string Namespace => _namespace.Name;

    /// <summary>A socket inside the host that sends back what it gets.</summary>
    internal UdpEcho Echo(IpAddress address) => _namespace.Run(() => new UdpEcho(new IPEndPoint(address.ToIPAddress(), EchoPort)));

    /// <summary>A socket inside the host where an echo would be.</summary>
    internal Socket Receiver(IpAddress address) => _namespace.Run(() =>
    {
        Socket socket = new(address.IsIpv6 ? System.Net.Sockets.AddressFamily.InterNetworkV6 : System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address.ToIPAddress(), EchoPort));
        return socket;
    });

    /// <summary>A socket inside the host towards another host's echo.</summary>
    internal Socket Connect(IpAddress from, IpAddress to, int port = 0) => _namespace.Run(() =>
    {
        Socket socket = new(from.IsIpv6 ? System.Net.Sockets.AddressFamily.InterNetworkV6 : System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(from.ToIPAddress(), port));
        socket.Connect(new IPEndPoint(to.ToIPAddress(), EchoPort));
        return socket;
    });

    /// <summary>Sends a datagram until it is echoed; fails when it never is.</summary>
    internal void Reaches(NativeHost other, bool ipv6)
    {
        (IpAddress from, IpAddress to) = ipv6 ? (Address6, other.Address6) : (Address4, other.Address4);
        using UdpEcho echo = other.Echo(to);
        using Socket socket = Connect(from, to);
        socket.ReceiveTimeout = 100;
        byte[] received = new byte[16];
        Eventually.Holds(
            () =>
            {
                try
                {
                    socket.Send([1, 2, 3]);
                    return socket.Receive(received) == 3;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            $"{from} reaches {to}");
    }

    public void Dispose() => _namespace.Dispose();

    private static KernelRoute Route(string prefix, int index, string? gateway) => new()
    {
        Table = RouteTableId.Main,
        Prefix = IpPrefix.Parse(prefix),
        Metric = 1,
        Protocol = RouteProtocol.Boot,
        Type = KernelRouteType.Unicast,
        InterfaceIndex = index,
        Gateway = gateway is null ? default : IpAddress.Parse(gateway),
    };
}
