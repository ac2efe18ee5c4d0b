namespace Weft.Linux;

/// <summary>The tables that the fast path's programs look into.</summary>
internal sealed class FastPathMaps : IDisposable
{
    // Flows under way at one time; of more, those that were idle longest take the long way once more.
    private const int FlowCapacity = 65_536;
    private const int AliveLength = 16;

    /// <summary>Makes the tables. Throws <see cref="KernelException"/>.</summary>
    /// <param name="capacity">Elements of each; more are refused.</param>
    /// <param name="asksFlows">True to have tables of flows.</param>
    public FastPathMaps(int capacity, bool asksFlows)
    {
        try
        {
            Alive = EbpfMap.Single("weft_alive", AliveLength);
            Sources4 = EbpfMap.Hash("weft_sources4", FastPathSource.Ipv4KeyLength, FastPathRow.SourceLength, capacity);
            Sources6 = EbpfMap.Hash("weft_sources6", FastPathSource.Ipv6KeyLength, FastPathRow.SourceLength, capacity);
            Destinations = EbpfMap.Hash("weft_macs", FastPathProgram.DestinationKeyLength, FastPathRow.DestinationLength, capacity);
            if (asksFlows)
            {
                Flows4 = EbpfMap.RecentlyUsed("weft_flows4", FastPathFlow.Ipv4KeyLength, FastPathFlow.ValueLength, FlowCapacity);
                Flows6 = EbpfMap.RecentlyUsed("weft_flows6", FastPathFlow.Ipv6KeyLength, FastPathFlow.ValueLength, FlowCapacity);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Until when the fast path may be used, and since when verdicts on routed flows hold, on the monotonic clock.</summary>
    public EbpfMap Alive { get; } = null!;

    /// <summary>Known IPv4 hosts, with the time of their last frame that took the long way.</summary>
    public EbpfMap Sources4 { get; } = null!;

    public EbpfMap Sources6 { get; } = null!;

    /// <summary>Attached MACs, with the interface of their port.</summary>
    public EbpfMap Destinations { get; } = null!;

    /// <summary>IPv4 flows that the packet filter has let pass; null when nobody asks.</summary>
    public EbpfMap? Flows4 { get; }

    public EbpfMap? Flows6 { get; }

    public void Dispose()
    {
        Flows4?.Dispose();
        Flows6?.Dispose();
        Alive?.Dispose();
        Sources4?.Dispose();
        Sources6?.Dispose();
        Destinations?.Dispose();
    }
}
