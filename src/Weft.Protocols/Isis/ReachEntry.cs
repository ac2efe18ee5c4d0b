using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>Where one entry of a stored LSP is. TLVs become one flat list, so that two versions can be compared entry by entry.</summary>
/// <param name="IsLink">TLV 22 or 222; else a prefix of TLV 135, 236, 237 or 250.</param>
/// <param name="Graph">Of a link.</param>
/// <param name="Family">Of a prefix.</param>
/// <param name="Vrf">Of a prefix.</param>
/// <param name="Offset">First octet in the PDU.</param>
/// <param name="Length">Octets.</param>
internal readonly record struct ReachEntry(bool IsLink, Graph Graph, AddressFamily Family, VrfId Vrf, ushort Offset, ushort Length)
{
    /// <summary>The octets in the PDU that the entry was read from.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> pdu) => pdu.Slice(Offset, Length);

    /// <summary>True when both say the same of the same thing.</summary>
    public bool Matches(ReadOnlySpan<byte> pdu, in ReachEntry other, ReadOnlySpan<byte> otherPdu) =>
        IsLink == other.IsLink && Graph == other.Graph && Family == other.Family && Vrf == other.Vrf && In(pdu).SequenceEqual(other.In(otherPdu));
}
