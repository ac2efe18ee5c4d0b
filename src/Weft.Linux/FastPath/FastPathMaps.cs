namespace Weft.Linux;

/// <summary>The tables that the fast path's programs look into.</summary>
internal sealed class FastPathMaps : IDisposable
{
    private const int TimeLength = 8;
    private const int IndexLength = 4;

    /// <summary>Makes the tables. Throws <see cref="KernelException"/>.</summary>
    /// <param name="capacity">Elements of each; more are refused.</param>
    public FastPathMaps(int capacity)
    {
        try
        {
            Alive = EbpfMap.Single("weft_alive", TimeLength);
            Sources4 = EbpfMap.Hash("weft_sources4", FastPathSource.Ipv4KeyLength, TimeLength, capacity);
            Sources6 = EbpfMap.Hash("weft_sources6", FastPathSource.Ipv6KeyLength, TimeLength, capacity);
            Destinations = EbpfMap.Hash("weft_macs", FastPathProgram.DestinationKeyLength, IndexLength, capacity);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Until when the fast path may be used, on the monotonic clock.</summary>
    public EbpfMap Alive { get; } = null!;

    /// <summary>Known IPv4 hosts, with the time of their last frame that took the long way.</summary>
    public EbpfMap Sources4 { get; } = null!;

    public EbpfMap Sources6 { get; } = null!;

    /// <summary>Attached MACs, with the interface of their port.</summary>
    public EbpfMap Destinations { get; } = null!;

    public void Dispose()
    {
        Alive?.Dispose();
        Sources4?.Dispose();
        Sources6?.Dispose();
        Destinations?.Dispose();
    }
}
