using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon.Tests;

/// <summary>The journal of grants as a file.</summary>
public sealed class GrantJournalTests : IDisposable
{
    private static readonly Gen<GrantLine> Lines = Gen.Select(
        Gen.UInt,
        Gen.Bool,
        Gen.Long[0, 4_000_000_000_000],
        (number, isEnd, expires) => new GrantLine(
            "web",
            IpAddress.Parse($"10.{(byte)(number >> 16)}.{(byte)(number >> 8)}.{(byte)number}"),
            isEnd ? null : new GrantedTo(
                MacAddress.FromValue(number),
                "swp1",
                (GrantSource)(number % 4),
                expires % 3 == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(expires),
                expires % 3 == 0 ? Instant.Zero : new Instant(expires),
                "boot")));

    private readonly string _folder = Directory.CreateTempSubdirectory("weftd-journal-").FullName;

    private string JournalPath => Path.Combine(_folder, "state", "leaf1.grants");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_is_read_again() => Lines.Array[0, 40].Sample(lines =>
    {
        if (File.Exists(JournalPath))
        {
            File.Delete(JournalPath);
        }

        using (GrantJournal journal = new(JournalPath))
        {
            journal.Append(lines.Take(lines.Length / 2));
            journal.Append(lines.Skip(lines.Length / 2));
        }

        using GrantJournal next = new(JournalPath);
        Assert.Equal(lines, next.Read(out int damaged));
        Assert.Equal((0, lines.Length), (damaged, next.Lines));
    }, iter: 50, threads: 1);

    [Fact]
    public void A_damaged_octet_costs_its_line_and_no_other() => Gen.Select(Lines.Array[2, 10], Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((lines, at, change) =>
    {
        string[] texts = [.. lines.Select(line => line.ToString())];
        int which = at % texts.Length;
        byte[] octets = System.Text.Encoding.ASCII.GetBytes(texts[which]);
        octets[at % octets.Length] ^= change;
        texts[which] = System.Text.Encoding.Latin1.GetString(octets);

        // But for the case of a digit of the checksum, which says the same.
        Assert.True(!GrantLine.TryParse(texts[which], out GrantLine damaged) || damaged == lines[which]);
        Assert.All(Enumerable.Range(0, texts.Length).Where(i => i != which), i => Assert.True(GrantLine.TryParse(texts[i], out GrantLine read) && read == lines[i]));
    }, iter: 2_000, threads: 1);

    [Fact]
    public void A_line_that_was_cut_off_does_not_take_the_next_with_it()
    {
        GrantLine first = Line("10.1.0.50");
        GrantLine second = Line("10.1.0.51");
        Directory.CreateDirectory(Path.GetDirectoryName(JournalPath)!);
        File.WriteAllText(JournalPath, $"{first}\n{second.ToString()[..40]}");
        using (GrantJournal journal = new(JournalPath))
        {
            journal.Append([second]);
        }

        using GrantJournal next = new(JournalPath);
        Assert.Equal([first, second], next.Read(out int damaged));
        Assert.Equal(1, damaged);
    }

    [Fact]
    public void Writing_anew_leaves_what_counts_and_goes_on()
    {
        using (GrantJournal journal = new(JournalPath))
        {
            journal.Append(Enumerable.Repeat(Line("10.1.0.50"), 100));
            journal.Rewrite([Line("10.1.0.51")]);
            Assert.Equal(1, journal.Lines);
            journal.Append([Line("10.1.0.52")]);
        }

        using GrantJournal next = new(JournalPath);
        Assert.Equal([Line("10.1.0.51"), Line("10.1.0.52")], next.Read(out _));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(JournalPath));
    }

    private static GrantLine Line(string address) => new(
        "web",
        IpAddress.Parse(address),
        new GrantedTo(MacAddress.Parse("02:00:00:00:00:66"), "swp1", GrantSource.Dhcp, DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000), new Instant(77), "boot"));
}
