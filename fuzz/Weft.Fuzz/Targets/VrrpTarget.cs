using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>VRRP over both families, with the mutated message's checksum made right so that the decoder looks further.</summary>
public static class VrrpTarget
{
    public static FuzzTarget Vrrp4 { get; } = new("vrrp-ipv4", static () => Corpus.Ipv4Payloads(IpProtocol.Vrrp),
        static input => Run(input, IpAddress.Parse("10.0.5.11"), VrrpCodePoints.Group4));

    public static FuzzTarget Vrrp6 { get; } = new("vrrp-ipv6", static () => Corpus.Ipv6Payloads(IpProtocol.Vrrp),
        static input => Run(input, IpAddress.Parse("fe80::1"), VrrpCodePoints.Group6));

    private static void Run(ReadOnlySpan<byte> input, IpAddress source, IpAddress group)
    {
        RunMessage(input, source, group);
        if (input.Length < VrrpAdvertisement.HeaderLength)
        {
            return;
        }

        byte[] repaired = input.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(repaired.AsSpan(6), 0);
        ulong pseudo = repaired[0] >> 4 == 2 ? 0 : InternetChecksum.PseudoHeader(source, group, IpProtocol.Vrrp, repaired.Length);
        BinaryPrimitives.WriteUInt16BigEndian(repaired.AsSpan(6), InternetChecksum.Finish(InternetChecksum.Add(pseudo, repaired)));
        RunMessage(repaired, source, group);
    }

    private static void RunMessage(ReadOnlySpan<byte> input, IpAddress source, IpAddress group)
    {
        if (VrrpView.TryParse(input, source, group, out VrrpView view) != VrrpFault.None)
        {
            return;
        }

        IpAddress[] addresses = new IpAddress[view.AddressCount];
        for (int i = 0; i < addresses.Length; i++)
        {
            addresses[i] = view.GetAddress(i);
        }

        byte[] written = new byte[input.Length];
        Array.Fill(written, (byte)0xA5);
        int length = view.Advertisement.Write(written, source, group, addresses, view.Authentication);
        Check.True(VrrpView.TryParse(written.AsSpan(0, length), source, group, out VrrpView second) == VrrpFault.None, "a written message does not parse");
        Check.Same(view.ToString(), second.ToString(), "message");
        Check.Same(view.Authentication, second.Authentication, "authentication");
    }
}
