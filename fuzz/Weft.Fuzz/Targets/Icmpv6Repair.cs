using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>Makes a mutated ICMPv6 packet plausible again, so that the decoder behind the checksum gets something to do.</summary>
internal static class Icmpv6Repair
{
    /// <summary>The packet with the given hop limit, its payload length and its ICMPv6 checksum made right; null when its headers do not parse.</summary>
    public static byte[]? Repair(ReadOnlySpan<byte> input, byte hopLimit)
    {
        byte[] packet = input.ToArray();
        if (packet.Length < Ipv6Header.Length)
        {
            return null;
        }

        packet[4] = (byte)((packet.Length - Ipv6Header.Length) >> 8);
        packet[5] = (byte)(packet.Length - Ipv6Header.Length);
        packet[7] = hopLimit;
        if (Ipv6View.TryParse(packet, out Ipv6View view) != Ipv6Fault.None || view.UpperProtocol != IpProtocol.Icmpv6
            || view.UpperLayer.Length < Icmpv6Message.HeaderLength)
        {
            return null;
        }

        Span<byte> message = packet.AsSpan(packet.Length - view.UpperLayer.Length);
        Icmpv6Message.Write(message, (Icmpv6Type)message[0], message[1], view.Source, view.Destination);
        return packet;
    }
}
