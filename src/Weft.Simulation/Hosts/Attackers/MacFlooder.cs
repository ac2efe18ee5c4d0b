using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Sends from and to made-up MACs, to fill the tables of bridges.</summary>
public sealed class MacFlooder(AttackPace pace, RandomSource random) : PacedAttacker(pace)
{
    private static readonly IpPrefix s_anything = new(IpAddress.Ipv4(0x0A00_0000), 8);

    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        IpAddress source = AttackAddresses.Draw(s_anything, random);
        IpAddress destination = AttackAddresses.Draw(s_anything, random);
        int length = SpoofedDatagram.Write(frame, AttackAddresses.DrawMac(random), AttackAddresses.DrawMac(random), source, destination);
        effects.Send(frame[..length]);
    }
}
