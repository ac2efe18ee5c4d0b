using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Frames made by hand, so that these tests do not lean on the codecs.</summary>
internal static class TestFrames
{
    public static byte[] Ethernet(string destination, string source, ushort type, params byte[] payload)
    {
        byte[] frame = new byte[Math.Max(60, 14 + payload.Length)];
        MacAddress.Parse(destination).Write(frame);
        MacAddress.Parse(source).Write(frame.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), type);
        payload.CopyTo(frame, 14);
        return frame;
    }

    public static byte[] Arp(
        string destination, string source, ushort operation, string senderMac, string senderAddress, string targetAddress, string? targetMac = null)
    {
        byte[] body = [0, 1, 8, 0, 6, 4, 0, (byte)operation, .. new byte[20]];
        MacAddress.Parse(senderMac).Write(body.AsSpan(8));
        IpAddress.Parse(senderAddress).Write(body.AsSpan(14));
        MacAddress.Parse(targetMac ?? "00:00:00:00:00:00").Write(body.AsSpan(18));
        IpAddress.Parse(targetAddress).Write(body.AsSpan(24));
        return Ethernet(destination, source, 0x0806, body);
    }

    public static byte[] Ipv4(string destination, string source, string from, string to, byte protocol, params byte[] payload)
    {
        byte[] packet = [0x45, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0, .. new byte[8], .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        IpAddress.Parse(from).Write(packet.AsSpan(12));
        IpAddress.Parse(to).Write(packet.AsSpan(16));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, 20), 0));
        return Ethernet(destination, source, 0x0800, packet);
    }

    public static byte[] Udp4(string destination, string source, string from, string to, string text) =>
        Ipv4(destination, source, from, to, 17, [0x30, 0x39, 0, 9, 0, (byte)(8 + text.Length), 0, 0, .. text.Select(c => (byte)c)]);

    public static byte[] Ipv6(string destination, string source, string from, string to, byte next, params byte[] payload)
    {
        byte[] packet = [0x60, 0, 0, 0, 0, 0, next, 255, .. new byte[32], .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)payload.Length);
        IpAddress.Parse(from).Write(packet.AsSpan(8));
        IpAddress.Parse(to).Write(packet.AsSpan(24));
        return Ethernet(destination, source, 0x86DD, packet);
    }

    public static byte[] Udp6(string destination, string source, string from, string to, string text) =>
        Ipv6(destination, source, from, to, 17, [0x30, 0x39, 0, 9, 0, (byte)(8 + text.Length), 0x12, 0x34, .. text.Select(c => (byte)c)]);

    /// <summary>Neighbour solicitation (135) or advertisement (136) with a valid checksum and no options.</summary>
    public static byte[] Neighbor(string destination, string source, string from, string to, byte type, string target, bool hopByHop = false)
    {
        byte[] icmp = [type, 0, 0, 0, 0, 0, 0, 0, .. new byte[16]];
        IpAddress.Parse(target).Write(icmp.AsSpan(8));
        byte[] pseudo = new byte[40];
        IpAddress.Parse(from).Write(pseudo);
        IpAddress.Parse(to).Write(pseudo.AsSpan(16));
        pseudo[35] = (byte)icmp.Length;
        pseudo[39] = 58;
        BinaryPrimitives.WriteUInt16BigEndian(icmp.AsSpan(2), Checksum(icmp, Sum(pseudo)));
        return hopByHop
            ? Ipv6(destination, source, from, to, 0, [58, 0, 5, 2, 0, 0, 1, 0, .. icmp])
            : Ipv6(destination, source, from, to, 58, icmp);
    }

    /// <summary>The same packet with a codepoint and congestion bits.</summary>
    public static byte[] Coded(byte[] frame, DiffServCode code, byte congestion = 0)
    {
        byte[] coded = [.. frame];
        if (frame[12] == 0x86)
        {
            coded[14] = (byte)(0x60 | (code.Value >> 2));
            coded[15] = (byte)(((code.Value & 3) << 6) | (congestion << 4));
            return coded;
        }

        coded[15] = (byte)((code.Value << 2) | congestion);
        coded.AsSpan(24, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(coded.AsSpan(24), Checksum(coded.AsSpan(14, 20), 0));
        return coded;
    }

    private static ushort Checksum(ReadOnlySpan<byte> data, uint start)
    {
        uint sum = start + Sum(data);
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < data.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data[i..]);
        }

        return sum;
    }
}
