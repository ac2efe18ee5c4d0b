using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>Draws damaged copies of real PDUs; the same seed draws the same ones. Most LSPs get a right checksum again, so that what is behind it is reached; with keys they are signed anew, as somebody with the keys would.</summary>
public sealed class PduDamage(IReadOnlyList<byte[]> pdus, int seed, AuthenticationKey? link = null, AuthenticationKey? area = null)
{
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        byte[] pdu = [.. pdus[_random.Next(pdus.Count)]];
        for (int changes = 1 + _random.Next(5); changes > 0; changes--)
        {
            // Behind the type: what is no IS-IS at all is soon tested.
            int at = 5 + _random.Next(pdu.Length - 5);
            pdu[at] = _random.Next(3) switch
            {
                0 => (byte)_random.Next(256),
                1 => (byte)(pdu[at] ^ (1 << _random.Next(8))),
                _ => (byte)(0xFF * _random.Next(2)),
            };
        }

        if (((IsisPduType)pdu[4] == IsisPduType.PointToPointHello ? link : area) is AuthenticationKey key)
        {
            IsisAuthentication.Sign(pdu, key);
        }

        if (_random.Next(8) > 0 && IsisPdu.TryParse(pdu, out IsisPdu parsed) == IsisFault.None && parsed.Type == IsisPduType.Level2LinkState)
        {
            LspChecksum.Store(pdu.AsSpan(0, parsed.Bytes.Length));
        }

        return pdu[..(_random.Next(16) == 0 ? 1 + _random.Next(pdu.Length) : pdu.Length)];
    }
}
