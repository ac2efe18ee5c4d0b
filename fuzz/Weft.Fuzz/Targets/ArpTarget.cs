using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>ARP and RARP.</summary>
public static class ArpTarget
{
    public static FuzzTarget Arp { get; } = new("arp", static () => Corpus.Payloads(EtherType.Arp, EtherType.Rarp), Run);

    private static void Run(ReadOnlySpan<byte> input)
    {
        if (ArpView.TryParse(input, out ArpView view) != ArpFault.None)
        {
            return;
        }

        Span<byte> written = stackalloc byte[ArpPacket.Length];
        written.Fill(0xA5);
        view.Packet.Write(written);
        Check.Same(input[..ArpPacket.Length], written, view.ToString());
        Check.True(!(view.IsProbe && view.IsAnnouncement), "a probe announces nothing");
        Check.Same(input.Length, ArpPacket.Length + view.Padding.Length, "octets");
    }
}
