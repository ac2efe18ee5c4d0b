using System.Buffers.Binary;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Makes captured frames of a neighbour fit the bench: what a live neighbour would have echoed of our own values.</summary>
internal static class PeerFrames
{
    /// <summary>Puts the bench's peer in as the sender, and our circuit id where the capture echoes the one of its own neighbour.</summary>
    public static void Adapt(byte[] frame, int port)
    {
        IsisBench.PeerMac(port).Write(frame.AsSpan(MacAddress.Length));
        if (IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets) != IsisFault.None
            || IsisPdu.TryParse(octets, out IsisPdu pdu) != IsisFault.None
            || pdu.Type != IsisPduType.PointToPointHello)
        {
            return;
        }

        int offset = IsisFrame.HeaderLength + pdu.FixedLength;
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type == IsisTlvType.ThreeWayAdjacency && tlv.Value.Length == ThreeWayAdjacency.MaximumLength)
            {
                BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(offset + Tlv.HeaderLength + 11), (uint)port + 1);
            }

            offset += Tlv.HeaderLength + tlv.Value.Length;
        }
    }

    /// <summary>The frame of a PDU of the bench's peer on port 0.</summary>
    public static byte[] Of(byte[] pdu)
    {
        byte[] frame = new byte[IsisFrame.HeaderLength + pdu.Length];
        pdu.CopyTo(frame, IsisFrame.WriteHeader(frame, IsisBench.PeerMac(0), pdu.Length));
        return frame;
    }

    /// <summary>Gives a changed LSP a right checksum, so that what is behind it is reached.</summary>
    public static void FixChecksum(byte[] frame)
    {
        if (IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets) == IsisFault.None
            && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None
            && pdu.Type is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState)
        {
            LspChecksum.Store(frame.AsSpan(frame.Length - octets.Length, pdu.Bytes.Length));
        }
    }
}
