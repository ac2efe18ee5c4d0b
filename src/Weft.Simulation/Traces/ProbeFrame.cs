using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Finds the probe in a frame, at the place where hosts put it: behind headers without options.</summary>
internal static class ProbeFrame
{
    private const int HopLimitAt4 = EthernetHeader.Length + 8;
    private const int HopLimitAt6 = EthernetHeader.Length + 7;
    private const int PayloadAt4 = EthernetHeader.Length + 20 + 8;
    private const int PayloadAt6 = EthernetHeader.Length + 40 + 8;

    /// <summary>Reads the probe and the hops that it has left; false for any other frame.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out ProbeArrival probe, out byte hopLimit)
    {
        hopLimit = 0;
        bool isIpv6 = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == (ushort)EtherType.Ipv6;
        int at = isIpv6 ? PayloadAt6 : PayloadAt4;
        if (frame.Length < at || !ProbePayload.TryRead(frame[at..], out probe))
        {
            probe = default;
            return false;
        }

        hopLimit = frame[isIpv6 ? HopLimitAt6 : HopLimitAt4];
        return true;
    }
}
