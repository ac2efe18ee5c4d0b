using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>A frame that the engine sent.</summary>
internal sealed record SentFrame(Instant At, string Port, VlanId Tag, byte[] Octets)
{
    public MacAddress Destination => MacAddress.Read(Octets);

    public MacAddress Source => MacAddress.Read(Octets.AsSpan(6));

    /// <summary>The frame in one line, without its Ethernet header.</summary>
    public string Text => FramePrinter.Print(Octets).Split(": ", 2)[1];

    public bool IsArp => (EtherType)((Octets[12] << 8) | Octets[13]) == EtherType.Arp;

    public bool IsVrrp => Text.Contains("VRRP", StringComparison.Ordinal);

    public bool IsRouterAdvertisement => Text.Contains("router advertisement", StringComparison.Ordinal);

    public ArpPacket Arp => EthernetView.TryParse(Octets, out EthernetView ethernet) == EthernetFault.None
        && ArpView.TryParse(ethernet.Payload, out ArpView arp) == ArpFault.None
            ? arp.Packet
            : throw new InvalidOperationException($"not ARP: {Text}");

    public override string ToString() => $"{At} {Port}/{Tag} {FramePrinter.Print(Octets)}";
}
