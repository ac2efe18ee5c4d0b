using Weft.Model;

namespace Weft.Simulation;

/// <summary>Sends frames that were right once: octets changed, cut off, or too many.</summary>
/// <param name="pace">When.</param>
/// <param name="originals">What to damage; each in turn.</param>
/// <param name="random">Draws the damage.</param>
public sealed class DamagedFrames(AttackPace pace, IReadOnlyList<byte[]> originals, RandomSource random) : PacedAttacker(pace)
{
    private const int MostChanges = 6;
    private const int MostExtra = 32;

    protected override void Strike(long number, IHostEffects effects)
    {
        byte[] original = originals[(int)(number % originals.Count)];
        Span<byte> frame = stackalloc byte[original.Length + MostExtra];
        original.CopyTo(frame);
        int length = random.Next(4) switch
        {
            0 => random.Next(original.Length + 1),
            1 => original.Length + random.Next(MostExtra + 1),
            _ => original.Length,
        };
        frame = frame[..length];
        for (int changes = 1 + random.Next(MostChanges); changes > 0 && length > 0; changes--)
        {
            frame[random.Next(length)] = (byte)random.Next(256);
        }

        effects.Send(frame);
    }
}
