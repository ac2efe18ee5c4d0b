using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>UDP and TCP.</summary>
public static class TransportTarget
{
    private static readonly IpAddress Source = IpAddress.Parse("10.0.0.1");
    private static readonly IpAddress Destination = IpAddress.Parse("10.0.0.2");

    public static FuzzTarget Udp { get; } = new("udp", static () => Corpus.Ipv4Payloads(IpProtocol.Udp), RunUdp);

    public static FuzzTarget Tcp { get; } = new("tcp", TcpSeeds, RunTcp);

    private static void RunUdp(ReadOnlySpan<byte> input)
    {
        if (UdpView.TryParse(input, out UdpView view) != UdpFault.None)
        {
            return;
        }

        _ = view.CheckChecksum(Source, Destination);
        byte[] written = input[..view.Length].ToArray();
        view.Header.Write(written, Source, Destination);
        Check.True(UdpView.TryParse(written, out UdpView second) == UdpFault.None, "a written datagram does not parse");
        Check.True(second.CheckChecksum(Source, Destination) == UdpFault.None, "a written checksum is wrong");
        Check.Same(view.ToString(), second.ToString(), "datagram");
    }

    private static void RunTcp(ReadOnlySpan<byte> input)
    {
        if (TcpView.TryParse(input, out TcpView view) != TcpFault.None)
        {
            return;
        }

        _ = view.CheckChecksum(Source, Destination);
        byte[] written = new byte[input.Length];
        view.Payload.CopyTo(written.AsSpan(view.HeaderLength));
        view.Header.Write(written, Source, Destination, view.Options);
        Check.True(TcpView.TryParse(written, out TcpView second) == TcpFault.None, "a written segment does not parse");
        Check.True(second.CheckChecksum(Source, Destination) == TcpFault.None, "a written checksum is wrong");
        Check.Same(view.Header, second.Header, "header");
        Check.Same(view.Payload, second.Payload, view.ToString());
    }

    private static IReadOnlyList<byte[]> TcpSeeds()
    {
        byte[] syn = new byte[28];
        new TcpHeader(40_000, 80, 1, 0, TcpFlags.Syn, 64_240, 0).Write(syn, Source, Destination, [2, 4, 5, 0xB4, 1, 3, 3, 7]);
        byte[] data = new byte[40];
        new TcpHeader(40_000, 80, 2, 7, TcpFlags.Ack | TcpFlags.Psh, 502, 0).Write(data, Source, Destination);
        return [syn, data];
    }
}
