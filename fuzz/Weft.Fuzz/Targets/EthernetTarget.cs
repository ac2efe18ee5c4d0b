using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>Frames: header and tags, LLC, and the printer that goes through every decoder.</summary>
public static class EthernetTarget
{
    public static FuzzTarget Ethernet { get; } = new("ethernet", Corpus.Frames, RunEthernet);

    public static FuzzTarget Llc { get; } = new("llc", Corpus.LlcPayloads, RunLlc);

    public static FuzzTarget Printer { get; } = new("printer", Corpus.Frames, static input => _ = FramePrinter.Print(input));

    private static void RunEthernet(ReadOnlySpan<byte> input)
    {
        if (EthernetView.TryParse(input, out EthernetView view) != EthernetFault.None)
        {
            return;
        }

        VlanTag[] tags = new VlanTag[view.TagCount];
        for (int i = 0; i < tags.Length; i++)
        {
            tags[i] = view.GetTag(i);
        }

        Span<byte> written = stackalloc byte[64];
        written.Fill(0xA5);
        int length = view.Header.Write(written, tags);
        Check.Same(input[..view.HeaderLength], written[..length], view.ToString());
        Check.Same(input.Length, view.HeaderLength + view.Payload.Length + view.Trailer.Length, "octets");
    }

    private static void RunLlc(ReadOnlySpan<byte> input)
    {
        if (LlcView.TryParse(input, out LlcView view) != LlcFault.None)
        {
            return;
        }

        Span<byte> written = stackalloc byte[LlcHeader.Length];
        view.Header.Write(written);
        Check.Same(input[..LlcHeader.Length], written, view.ToString());
        _ = view.SnapOrganization + view.SnapProtocol;
        Check.Same(input.Length, view.HeaderLength + view.Payload.Length, "octets");
    }
}
