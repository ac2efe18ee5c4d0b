using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Advertises itself as a router of the link, with a prefix of its choice (RFC 4861 section 4.2).</summary>
public sealed class RouterImpostor(AttackPace pace, MacAddress mac, IpPrefix prefix) : PacedAttacker(pace)
{
    private const ushort LifetimeSeconds = 1800;
    private const byte HopLimit = 64;

    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        RouterAdvertisement advertisement = new(HopLimit, RouterFlags.HighPreference, LifetimeSeconds, 0, 0);
        PrefixInformation information = new(
            prefix.Address, prefix.Length, PrefixFlags.OnLink | PrefixFlags.Autonomous, LifetimeSeconds, LifetimeSeconds);
        int length = FrameWriter.RouterAdvertisement(
            frame, MacAddress.ForIpv6Multicast(IpAddress.AllNodes), mac, IpAddress.LinkLocalFor(mac), IpAddress.AllNodes, advertisement, mac, [information]);
        effects.Send(frame[..length]);
    }
}
