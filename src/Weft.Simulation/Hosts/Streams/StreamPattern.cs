namespace Weft.Simulation;

/// <summary>What streams carry: octet n is n modulo a prime, so that a shifted stream is noticed and nothing need be kept to repeat it.</summary>
internal static class StreamPattern
{
    private const int Period = 251;

    public static void Fill(Span<byte> octets, long position)
    {
        int value = (int)(position % Period);
        for (int i = 0; i < octets.Length; i++)
        {
            octets[i] = (byte)value;
            value = value == Period - 1 ? 0 : value + 1;
        }
    }

    public static bool Matches(ReadOnlySpan<byte> octets, long position)
    {
        int value = (int)(position % Period);
        foreach (byte octet in octets)
        {
            if (octet != value)
            {
                return false;
            }

            value = value == Period - 1 ? 0 : value + 1;
        }

        return true;
    }
}
