using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The leaf of <see cref="FilterPlan.Guarded"/> on the real kernel. One host is bound at swp1, one on the trunk.</summary>
public sealed class GuardBench : FilterBench
{
    public const string Host = "02:00:00:00:00:11";
    public const string Tagged = "02:00:00:00:00:12";
    public const string Broadcast = "ff:ff:ff:ff:ff:ff";
    public const string AllNodes = "33:33:00:00:00:01";

    public GuardBench()
        : base(FilterPlan.Guarded)
    {
        Assert.True(Sets.ApplyBoundHosts([.. Rows("swp1", Host, "10.1.0.11", "2001:db8:1::11", "fe80::11"), .. Rows("trk1", Tagged, "10.1.0.12")], []));
    }

    public BoundHost Row(string port, string mac, string address) => new(FilterPlan.Web, IndexOf(port), MacAddress.Parse(mac), IpAddress.Parse(address));

    /// <summary>Sends a frame by swp1 and then one of the host that is bound there; tells whether the first came out of swp2.</summary>
    public bool Enters(byte[] frame, string port = "swp1", int vlan = 0)
    {
        Tap tap = Bench.Tap("swp2");
        string marker = Guid.NewGuid().ToString("N");
        Bench.Send(port, frame, vlan);
        Bench.Send("swp1", TestFrames.Udp4(Broadcast, Host, "10.1.0.11", "10.1.0.255", marker));
        return tap.Until(System.Text.Encoding.ASCII.GetBytes(marker)).Any(seen => seen.AsSpan(12).SequenceEqual(frame.AsSpan(12)));
    }

    private IEnumerable<BoundHost> Rows(string port, string mac, params string[] addresses) => addresses.Select(address => Row(port, mac, address));
}
