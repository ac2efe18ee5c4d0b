using CsCheck;
using Weft.Testing;
using Weft.Wire.Isis;

namespace Weft.Wire.Tests.Isis;

public sealed class IsisHostileInputTests
{
    private static readonly byte[][] Frames =
    [
        .. Captures.Names.Where(static name => name.StartsWith("isis-", StringComparison.Ordinal))
            .SelectMany(static name => Captures.Read(name).Select(static frame => frame.Octets)),
    ];

    [Fact]
    public void Arbitrary_octets_never_throw()
    {
        Gen.Byte.Array[0, 300].Sample(static octets =>
        {
            ReadEverything(octets);
            foreach (byte type in new byte[] { 15, 17, 20, 25, 27 })
            {
                // Behind a good common header the rest is reached, too.
                byte[] pdu = [0x83, (byte)IsisPdu.FixedLengthOf((IsisPduType)type), 1, 0, type, 1, 0, 0, .. octets];
                ReadPdu(pdu);
            }

            foreach (byte type in Enum.GetValues<IsisTlvType>().Select(static type => (byte)type))
            {
                byte[] value = octets[..Math.Min(octets.Length, 255)];
                ReadPdu([0x83, 17, 1, 0, 27, 1, 0, 0, 0, (byte)(19 + value.Length), 0, 0, 0, 0, 0, 0, 0, type, (byte)value.Length, .. value]);
            }
        }, iter: 3_000);
    }

    [Fact]
    public void Mutated_captures_never_throw()
    {
        Gen.Select(Gen.Int[0, Frames.Length - 1], Gen.Select(Gen.Int[0, 1513], Gen.Byte).Array[1, 6], Gen.Int[0, 1514]).Sample((index, changes, length) =>
        {
            byte[] frame = [.. Frames[index]];
            foreach ((int position, byte value) in changes)
            {
                frame[position % frame.Length] = value;
            }

            ReadEverything(frame.AsSpan(0, Math.Min(length, frame.Length)));
            ReadEverything(frame);
        }, iter: 3_000);
    }

    [Theory]
    [InlineData("", IsisFault.Truncated)]
    [InlineData("831101001b0100", IsisFault.Truncated)]
    [InlineData("821101001b010000 0011 00000000000100", IsisFault.Discriminator)]
    [InlineData("831102001b010000 0011 00000000000100", IsisFault.Version)]
    [InlineData("831101001b020000 0011 00000000000100", IsisFault.Version)]
    [InlineData("831101051b010000 0011 00000000000100", IsisFault.IdLength)]
    [InlineData("831101ff1b010000 0011 00000000000100", IsisFault.IdLength)]
    [InlineData("831101001b010002 0011 00000000000100", IsisFault.MaximumAreas)]
    [InlineData("8311010001010000 0011 00000000000100", IsisFault.PduType)]
    [InlineData("831001001b010000 0011 00000000000100", IsisFault.HeaderLength)]
    [InlineData("831101001b010000 0011 000000000001", IsisFault.Truncated)]
    [InlineData("831101001b010000 0010 00000000000100", IsisFault.PduLength)]
    [InlineData("831101001b010000 0012 00000000000100", IsisFault.PduLength)]
    [InlineData("831101001b010000 0013 00000000000100 09", IsisFault.PduLength)]
    [InlineData("831101001b010000 0012 00000000000100 09", IsisFault.TlvBeyondPdu)]
    [InlineData("831101001b010000 0013 00000000000100 0901", IsisFault.TlvBeyondPdu)]
    [InlineData("8314010011010000 03 000000000001 001e 0014", IsisFault.Truncated)]
    [InlineData("8314010011010000 fc 000000000001 001e 0014 01", IsisFault.CircuitType)]
    [InlineData("831101001b010000 0011 00000000000100", IsisFault.None)]
    [InlineData("831101061b010003 0013 00000000000100 fe00 ffff", IsisFault.None)]
    public void A_PDU_that_cannot_be_used_has_a_typed_fault(string hex, IsisFault expected)
    {
        Assert.Equal(expected, IsisPdu.TryParse(Convert.FromHexString(hex.Replace(" ", "")), out _));
    }

    [Theory]
    [InlineData("0900", IsisFault.NotEthernet)]
    [InlineData("09002b000005 020000000001 0800 fefe03", IsisFault.NotOsiLlc)]
    [InlineData("09002b000005 020000000001 0003 424203", IsisFault.NotOsiLlc)]
    [InlineData("09002b000005 020000000001 0002 fefe03", IsisFault.NotOsiLlc)]
    [InlineData("09002b000005 020000000001 0003 fefe03", IsisFault.None)]
    public void A_frame_that_is_not_IS_IS_has_a_typed_fault(string hex, IsisFault expected)
    {
        Assert.Equal(expected, IsisFrame.TryParse(Convert.FromHexString(hex.Replace(" ", "")), out _, out _));
    }

    private static void ReadEverything(ReadOnlySpan<byte> frame)
    {
        if (IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets) == IsisFault.None)
        {
            ReadPdu(octets);
        }
    }

    private static void ReadPdu(ReadOnlySpan<byte> octets)
    {
        if (IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None)
        {
            Assert.NotEmpty(IsisPrinter.Print(pdu));
            _ = pdu.Type is IsisPduType.Level2LinkState && LspChecksum.IsValid(pdu.Bytes);
            foreach (Tlv tlv in pdu.Tlvs)
            {
                _ = RouterCapability.TryRead(tlv.Value, out _);
                _ = RestartSignal.TryRead(tlv.Value, out _);
            }
        }
    }
}
