using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Stories;

/// <summary>Frames that no honest host sends.</summary>
internal static class AttackFrames
{
    private const int Flooded4 = 48;
    private const int Flooded6 = 16;

    /// <summary>Behind the last address that a fabric of this size gives to its hosts.</summary>
    private const int FloodFrom = 100;

    private const int FloodTo = 250;
    private const int PurgedSystems = 16;
    private const uint PurgeSequence = 0x7FFF_0000;
    private const ushort DiscardPort = 9;
    private const byte HopLimit = 64;

    /// <summary>Claims the gateway's addresses, and speaks with the gateway's MAC.</summary>
    public static IReadOnlyList<byte[]> Gateway(FabricHost liar)
    {
        Subnet subnet = liar.Subnet;
        List<byte[]> frames = [];
        foreach (IpAddress gateway in subnet.Gateways.Select(item => item.Address))
        {
            MacAddress mac = gateway.IsIpv6 ? subnet.GatewayMac6 : subnet.GatewayMac4;
            frames.Add(HostFrames.Announcement(liar.Mac, gateway));
            frames.Add(HostFrames.Announcement(mac, gateway));
            foreach (IpAddress own in liar.Addresses.Select(item => item.Address).Where(own => own.Family == gateway.Family))
            {
                frames.Add(HostFrames.Announcement(mac, own));
                frames.Add(HostFrames.Datagram(mac, mac, own, gateway, DiscardPort, HopLimit));
                frames.Add(HostFrames.Datagram(mac, liar.Mac, gateway, own, DiscardPort, HopLimit));
            }
        }

        frames.Add(HostFrames.Rarp(subnet.GatewayMac4));
        return frames;
    }

    /// <summary>Probes as if the other's addresses were about to become its own (RFC 5227 section 2.1.1, RFC 4862 section 5.4.3).</summary>
    public static IReadOnlyList<byte[]> Detection(FabricHost liar, FabricHost victim)
    {
        IpAddress[] disputed = [.. victim.Addresses.Select(item => item.Address), IpAddress.LinkLocalFor(victim.Mac)];
        return [.. disputed.Select(address => address.IsIpv6 ? SixProbe(liar.Mac, address) : FourProbe(liar.Mac, address))];
    }

    /// <summary>Announces many addresses of its subnet, each with a MAC of its own; always the same ones.</summary>
    public static IReadOnlyList<byte[]> Flood(FabricHost liar)
    {
        RandomSource random = new(liar.Mac.Value);
        List<byte[]> frames = [];
        foreach (IpPrefix prefix in liar.Subnet.Gateways.Select(item => item.Prefix))
        {
            for (int i = 0; i < (prefix.Family == AddressFamily.Ipv6 ? Flooded6 : Flooded4); i++)
            {
                MacAddress mac = MacAddress.FromValue(0x0266_0000_0000 | (random.NextUInt64() & 0xFFFF_FFFF));
                uint host = (uint)(FloodFrom + random.Next(FloodTo - FloodFrom));
                IpAddress network = prefix.Address;
                IpAddress address = network.IsIpv6 ? IpAddress.Ipv6(network.Bits | ((UInt128)host << 16)) : IpAddress.Ipv4((uint)network.Bits + host);
                frames.Add(HostFrames.Announcement(mac, address));
            }
        }

        return frames;
    }

    /// <summary>A hello of a system that is none, and purges of the LSPs of all that are.</summary>
    public static IReadOnlyList<byte[]> Isis(FabricHost liar)
    {
        List<byte[]> frames = [];
        byte[] frame = new byte[IsisFrame.HeaderLength + IsisFrame.MaximumPduLength];
        IsisPduWriter hello = new(frame.AsSpan(IsisFrame.HeaderLength), new PointToPointHelloHeader(IsisLevels.Level2, SystemId.FromValue(0x0666), 30, 1));
        frames.Add(Finish(frame, liar.Mac, hello.Finish().Length));
        for (uint system = 1; system <= PurgedSystems; system++)
        {
            LspId id = new(SystemId.FromValue(system), 0, 0);
            IsisPduWriter purge = new(frame.AsSpan(IsisFrame.HeaderLength), IsisPduType.Level2LinkState, new LspHeader(0, id, PurgeSequence, 0, LspFlags.Level2));
            frames.Add(Finish(frame, liar.Mac, purge.Finish().Length));
        }

        return frames;
    }

    private static byte[] Finish(byte[] frame, MacAddress source, int pduLength)
    {
        IsisFrame.WriteHeader(frame, source, pduLength);
        return frame[..(IsisFrame.HeaderLength + pduLength)];
    }

    private static byte[] FourProbe(MacAddress mac, IpAddress address) =>
        HostFrames.Write(frame => FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.Request(mac, IpAddress.Ipv4Any, address)));

    private static byte[] SixProbe(MacAddress mac, IpAddress address) => HostFrames.Write(frame =>
    {
        Span<byte> nonce = stackalloc byte[MacAddress.Length];
        mac.Write(nonce);
        return FrameWriter.DuplicateAddressDetection(frame, mac, address, nonce);
    });
}
