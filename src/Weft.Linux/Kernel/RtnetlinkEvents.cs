namespace Weft.Linux;

/// <summary>Notifications of rtnetlink on a socket of their own.</summary>
internal sealed class RtnetlinkEvents : IDisposable
{
    private const int ReceiveBufferOctets = 16 * 1024 * 1024;

    private readonly NetlinkSocket _socket = NetlinkSocket.Open(NetlinkProtocol.Route);
    private readonly byte[] _received = new byte[64 * 1024];
    private readonly uint _ownPortId;

    /// <summary>Notifications that <paramref name="ownPortId"/> caused are dropped unread.</summary>
    internal RtnetlinkEvents(uint ownPortId)
    {
        _ownPortId = ownPortId;
        _socket.SetReceiveBuffer(ReceiveBufferOctets);
        _socket.Ignore(ownPortId);
        _socket.Join(NetlinkGroup.Link);
        _socket.Join(NetlinkGroup.Ipv4Address);
        _socket.Join(NetlinkGroup.Ipv6Address);
        _socket.Join(NetlinkGroup.Ipv4Route);
        _socket.Join(NetlinkGroup.Ipv6Route);
        _socket.Join(NetlinkGroup.NextHop);
    }

    internal int Descriptor => _socket.Descriptor;

    internal void Read(IKernelEvents sink)
    {
        while (true)
        {
            int length = _socket.Receive(_received);
            if (length == -Errno.NoBuffers)
            {
                sink.Overrun();
                continue;
            }

            if (length <= 0)
            {
                return;
            }

            NetlinkMessages messages = new(_received.AsSpan(0, length));
            while (messages.MoveNext())
            {
                if (messages.Current.PortId != _ownPortId)
                {
                    Dispatch(messages.Current, sink);
                }
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static void Dispatch(NetlinkMessage message, IKernelEvents sink)
    {
        switch (message.Type)
        {
            case NetlinkType.NewLink or NetlinkType.DeleteLink when LinkCodec.TryRead(message, out KernelLink link):
                sink.LinkChanged(link, message.Type == NetlinkType.DeleteLink);
                break;
            case NetlinkType.NewAddress or NetlinkType.DeleteAddress when AddressCodec.TryRead(message, out KernelAddress address):
                sink.AddressChanged(address, message.Type == NetlinkType.DeleteAddress);
                break;
            case NetlinkType.NewRoute or NetlinkType.DeleteRoute when RouteCodec.TryRead(message, out KernelRoute route):
                sink.RouteChanged(route, message.Type == NetlinkType.DeleteRoute);
                break;
            case NetlinkType.NewNextHop or NetlinkType.DeleteNextHop when NextHopCodec.TryRead(message, out KernelNextHop nextHop):
                sink.NextHopChanged(nextHop, message.Type == NetlinkType.DeleteNextHop);
                break;
            default:
                break;
        }
    }
}
