using Weft.Wire;
using Weft.Wire.Dhcp6;

namespace Weft.Fuzz.Targets;

/// <summary>DHCPv6 messages with the options within options, and what relays wrap around them.</summary>
public static class Dhcp6Target
{
    public static FuzzTarget Dhcp6 { get; } = new("dhcp6", Seeds, Run);

    public static FuzzTarget Relay { get; } = new("dhcp6-relay", RelaySeeds, RunRelay);

    private static void Run(ReadOnlySpan<byte> input)
    {
        if (Dhcp6View.TryParse(input, out Dhcp6View view) != Dhcp6Fault.None)
        {
            return;
        }

        byte[] written = new byte[input.Length];
        Array.Fill(written, (byte)0xA5);
        int length = view.Header.Write(written);
        Dhcp6OptionWriter writer = new(written.AsSpan(length));
        Dhcp6OptionReader reader = view.Options;
        while (reader.TryRead(out Dhcp6Option option))
        {
            Write(ref writer, option);
            Check.True(view.TryFind(option.Code, out _), "an option that is there is not found");
        }

        Check.Same(input, written, "message");
        Check.True(Dhcp6View.TryParse(written, out Dhcp6View second) == Dhcp6Fault.None, "a written message does not parse");
        Check.Same(view.ToString(), second.ToString(), "text");
        Check.Same(view.ClientIdentifier, second.ClientIdentifier, "client");
        Check.True(view.Status == second.Status, "status");
    }

    private static void Write(ref Dhcp6OptionWriter writer, in Dhcp6Option option)
    {
        switch (option.Code)
        {
            case Dhcp6OptionCode.Addresses or Dhcp6OptionCode.Prefixes when option.TryGetAssociation(out Dhcp6Association association):
                writer.Write(option.Code, association, option.Data[Dhcp6Association.Length..]);
                Dhcp6OptionReader reader = option.AssociationOptions;
                while (reader.TryRead(out Dhcp6Option inner))
                {
                    _ = inner.TryGetAddress(out _);
                    _ = inner.TryGetPrefix(out _);
                }

                break;
            case Dhcp6OptionCode.Address when option.TryGetAddress(out Dhcp6Address address):
                writer.Write(address, option.Data[Dhcp6Address.Length..]);
                break;
            case Dhcp6OptionCode.Prefix when option.TryGetPrefix(out Dhcp6Prefix prefix):
                writer.Write(prefix, option.Data[Dhcp6Prefix.Length..]);
                break;
            default:
                _ = option.TryGetStatus(out _);
                writer.Write(option.Code, option.Data);
                break;
        }
    }

    private static void RunRelay(ReadOnlySpan<byte> input)
    {
        if (Dhcp6RelayView.TryParse(input, out Dhcp6RelayView view) != Dhcp6Fault.None)
        {
            return;
        }

        byte[] written = new byte[input.Length];
        Array.Fill(written, (byte)0xA5);
        Dhcp6OptionWriter writer = new(written.AsSpan(view.Header.Write(written)));
        Dhcp6OptionReader reader = view.Options;
        while (reader.TryRead(out Dhcp6Option option))
        {
            writer.Write(option.Code, option.Data);
            if (option.Code == Dhcp6OptionCode.RelayMessage)
            {
                _ = Dhcp6View.TryParse(option.Data, out _);
            }
        }

        Check.Same(input, written, "relay's message");
        Check.True(view.ToString().Length > 0, "no text");
    }

    private static IReadOnlyList<byte[]> Seeds() =>
    [
        .. Corpus.Ipv6Payloads(IpProtocol.Udp)
            .Where(static octets => UdpView.TryParse(octets, out UdpView udp) == UdpFault.None
                && udp.DestinationPort is Dhcp6CodePoints.ServerPort or Dhcp6CodePoints.ClientPort)
            .Select(static octets => octets[UdpHeader.Length..]),
    ];

    private static IReadOnlyList<byte[]> RelaySeeds() => [.. Seeds().Select(static message =>
    {
        byte[] relayed = new byte[Dhcp6RelayHeader.Length + message.Length + 64];
        int length = new Dhcp6RelayHeader(
            Dhcp6MessageType.RelayForward, 0, IpAddress.Parse("2001:db8:7::1"), IpAddress.Parse("fe80::ff:fe00:d02")).Write(relayed);
        Dhcp6OptionWriter writer = new(relayed.AsSpan(length));
        writer.Write(Dhcp6OptionCode.InterfaceId, "swp1:10"u8);
        writer.Write(Dhcp6OptionCode.RelayMessage, message);
        writer.Write(MacAddress.Parse("02:00:00:00:0d:02"));
        return relayed[..(length + writer.Length)];
    })];
}
