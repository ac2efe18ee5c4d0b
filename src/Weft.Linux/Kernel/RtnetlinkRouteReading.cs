namespace Weft.Linux;

/// <summary>Two dumps, one for each family, on a connection of their own.</summary>
internal sealed class RtnetlinkRouteReading : IRouteReading
{
    private readonly NetlinkConnection _connection = new(NetlinkProtocol.Route);
    private readonly byte _protocol;
    private byte _family = KernelFamily.Ipv4;
    private bool _isBegun;

    internal RtnetlinkRouteReading(byte protocol) => _protocol = protocol;

    /// <inheritdoc/>
    public bool WasInterrupted { get; private set; }

    /// <inheritdoc/>
    public bool ReadPiece(List<KernelRoute> into)
    {
        if (!_isBegun)
        {
            RouteCodec.WriteDump(_connection, _family, _protocol);
            _connection.BeginDump();
            _isBegun = true;
        }

        if (_connection.ReadPiece<KernelRoute>(into, RouteCodec.TryRead, out bool interrupted))
        {
            WasInterrupted |= interrupted;
            return true;
        }

        WasInterrupted |= interrupted;
        if (_family == KernelFamily.Ipv6)
        {
            return false;
        }

        _family = KernelFamily.Ipv6;
        _isBegun = false;
        return true;
    }

    public void Dispose() => _connection.Dispose();
}
