using CsCheck;
using Weft.Wire.Isis;

namespace Weft.Wire.Tests.Isis;

public sealed class LspChecksumTests
{
    /// <summary>FRR's own LSP, sequence 3, checksum fd74.</summary>
    private static byte[] Sample => Convert.FromHexString(
        "831b0100140100000082" + "0493" + "0000000000010000" + "00000003" + "fd74" + "03"
        + "8102cc8e" + "010403490001" + "89027231" + "f2050aff000100" + "86040aff0001"
        + "160b0000000000020000000a00" + "84040aff0001" + "87110000000a180a000c0000000a200aff0001"
        + "ec240000000a004020010db8001200000000000a008020010db800ff00000000000000000001");

    [Fact]
    public void The_checksum_of_a_known_LSP_is_computed()
    {
        byte[] lsp = Sample;
        Assert.Equal(0xFD74, LspChecksum.Compute(lsp));
        Assert.True(LspChecksum.IsValid(lsp));
    }

    [Fact]
    public void The_lifetime_is_outside_of_the_checksum()
    {
        byte[] lsp = Sample;
        lsp[10] ^= 0xFF;
        Assert.True(LspChecksum.IsValid(lsp));
    }

    [Fact]
    public void A_checksum_that_was_not_computed_is_never_valid()
    {
        byte[] lsp = Sample;
        lsp[24] = 0;
        lsp[25] = 0;
        Assert.False(LspChecksum.IsValid(lsp));
    }

    [Fact]
    public void What_was_stored_is_valid_and_a_changed_octet_is_not()
    {
        Gen.Select(Gen.Byte.Array[27, 9000], Gen.Int[0, 1_000_000], Gen.Int[1, 254]).Sample((lsp, position, change) =>
        {
            ushort stored = LspChecksum.Store(lsp);
            bool valid = LspChecksum.IsValid(lsp) && LspChecksum.Compute(lsp) == stored;
            int index = 12 + (position % (lsp.Length - 12));
            int changed = (lsp[index] + change) % 256;

            // 0x00 and 0xFF are the same number modulo 255.
            bool same = changed % 255 == lsp[index] % 255;
            lsp[index] = (byte)changed;
            return valid && (same || !LspChecksum.IsValid(lsp));
        });
    }
}
