namespace Weft.Linux;

/// <summary>Routes of a <see cref="FakeKernel"/>, one at a time; each is looked up when its turn comes.</summary>
internal sealed class FakeRouteReading(FakeKernel kernel, byte protocol) : IRouteReading
{
    private readonly Queue<(uint Table, Wire.IpPrefix Prefix, uint Metric)> _keys = new(kernel.RouteRows.Keys);

    /// <inheritdoc/>
    public bool WasInterrupted => false;

    /// <inheritdoc/>
    public bool ReadPiece(List<KernelRoute> into)
    {
        if (_keys.TryDequeue(out (uint Table, Wire.IpPrefix Prefix, uint Metric) key)
            && kernel.RouteRows.TryGetValue(key, out KernelRoute route)
            && (protocol == 0 || route.Protocol == protocol))
        {
            into.Add(route);
        }

        return _keys.Count > 0;
    }

    public void Dispose()
    {
    }
}
