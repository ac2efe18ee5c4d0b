namespace Weft.Peers.Tests;

/// <summary>One of keepalived's virtual routers.</summary>
/// <param name="State">Its state.</param>
/// <param name="Counters">Its counters, by keepalived's names.</param>
public sealed record KeepalivedRouter(KeepalivedState State, IReadOnlyDictionary<string, long> Counters)
{
    private static readonly string[] _traffic = ["advert_rcvd", "advert_sent", "become_master", "release_master", "pri_zero_rcvd", "pri_zero_sent"];

    public long Received => Counters["advert_rcvd"];

    /// <summary>Advertisements of a master that leaves.</summary>
    public long LeavingReceived => Counters["pri_zero_rcvd"];

    /// <summary>Counters of advertisements that it rejected, as "ip_ttl_err=1".</summary>
    public IEnumerable<string> Rejected => Counters.Where(item => item.Value != 0 && !_traffic.Contains(item.Key)).Select(item => $"{item.Key}={item.Value}");
}
