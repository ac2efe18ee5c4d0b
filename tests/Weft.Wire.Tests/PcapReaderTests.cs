using Weft.Testing;

namespace Weft.Wire.Tests;

public sealed class PcapReaderTests
{
    [Fact]
    public void Frames_carry_their_number_and_time()
    {
        IReadOnlyList<CapturedFrame> frames = Captures.Read("host-boot-arp-nd");
        Assert.Equal(49, frames.Count);
        Assert.Equal(49, frames[^1].Number);
        Assert.Equal(TimeSpan.Zero, frames[0].Time);
        Assert.Equal(TimeSpan.FromMicroseconds(28_192_081), frames[^1].Time);
    }

    [Fact]
    public void A_cut_off_file_is_refused()
    {
        byte[] header = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0, 1];
        Assert.Empty(PcapReader.Read(header.AsSpan(0, 24)));
        Assert.Throws<InvalidDataException>(() => PcapReader.Read(header));
        Assert.Throws<InvalidDataException>(() => PcapReader.Read(header.AsSpan(0, 20)));
    }
}
