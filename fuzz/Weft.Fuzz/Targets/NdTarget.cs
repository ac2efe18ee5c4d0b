using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>Neighbour discovery, from the IPv6 header on.</summary>
public static class NdTarget
{
    public static FuzzTarget Nd { get; } = new("nd", static () => Corpus.Ipv6Packets(IpProtocol.Icmpv6), Run);

    private static void Run(ReadOnlySpan<byte> input)
    {
        RunPacket(input);
        if (Icmpv6Repair.Repair(input, hopLimit: 255) is byte[] repaired)
        {
            RunPacket(repaired);
        }
    }

    private static void RunPacket(ReadOnlySpan<byte> input)
    {
        if (Ipv6View.TryParse(input, out Ipv6View packet) != Ipv6Fault.None || NdView.TryParse(packet, out NdView view) != NdFault.None)
        {
            return;
        }

        _ = view.ToString();
        byte[] written = new byte[packet.UpperLayer.Length];
        Array.Fill(written, (byte)0xA5);
        int length = WriteFixed(view, written);
        NdOptionReader options = view.Options;
        int count = 0;
        while (options.TryRead(out NdOption option))
        {
            length += NdOptionWriter.Write(written.AsSpan(length), option.Type, option.Data);
            count++;
        }

        Check.True(count <= NdView.MaximumOptions, "too many options");
        Check.Same(packet.UpperLayer.Length, length, "length");
        Icmpv6Message.Write(written, view.Type, 0, view.Source, view.Destination);
        byte[] again = [.. input[..(input.Length - packet.UpperLayer.Length - packet.Padding.Length)], .. written];
        Check.True(Ipv6View.TryParse(again, out packet) == Ipv6Fault.None, "a written packet does not parse");
        Check.True(NdView.TryParse(packet, out NdView second) == NdFault.None, "a written message does not parse");
        Check.Same(view.ToString(), second.ToString(), "message");
    }

    private static int WriteFixed(in NdView view, Span<byte> message)
    {
        switch (view.Type)
        {
            case Icmpv6Type.RouterSolicitation:
                message[4..8].Clear();
                return 8;
            case Icmpv6Type.RouterAdvertisement:
                return view.RouterAdvertisement.Write(message);
            case Icmpv6Type.Redirect:
                return view.Redirect.Write(message);
            default:
                return view.Neighbor.Write(message);
        }
    }
}
