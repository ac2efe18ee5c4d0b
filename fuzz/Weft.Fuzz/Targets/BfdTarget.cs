using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Fuzz.Targets;

/// <summary>BFD control packets.</summary>
public static class BfdTarget
{
    public static FuzzTarget Bfd { get; } = new("bfd", Seeds, Run);

    private static void Run(ReadOnlySpan<byte> input)
    {
        if (BfdView.TryParse(input, out BfdView view) != BfdFault.None)
        {
            return;
        }

        byte[] written = new byte[input.Length];
        Array.Fill(written, (byte)0xA5);
        int length = view.Packet.Write(written, view.Authentication);
        Check.True(BfdView.TryParse(written.AsSpan(0, length), out BfdView second) == BfdFault.None, "a written packet does not parse");
        Check.Same(view.ToString(), second.ToString(), "packet");
        Check.Same(view.Authentication, second.Authentication, "authentication");
    }

    private static IReadOnlyList<byte[]> Seeds()
    {
        byte[] authenticated = new byte[30];
        new BfdPacket(BfdState.Up, BfdDiagnostic.None, BfdFlags.Authentication, 3, 1, 2, 50_000, 50_000, 0).Write(authenticated, [1, 6, 9, 1, 2, 3]);
        return
        [
            authenticated,
            .. Corpus.Ipv6Payloads(IpProtocol.Udp)
                .Where(static octets => UdpView.TryParse(octets, out UdpView udp) == UdpFault.None && udp.DestinationPort == BfdCodePoints.ControlPort)
                .Select(static octets => octets[UdpHeader.Length..]),
        ];
    }
}
