using System.Buffers.Binary;
using Weft.Node;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Does not hear hosts answer: neither ARP replies nor neighbour advertisements.</summary>
internal sealed class DeafToAnswers : INodeSeam
{
    private const int ArpOperationOffset = EthernetHeader.Length + 7;
    private const int Icmpv6TypeOffset = EthernetHeader.Length + 40;

    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.Frame || !IsAnswer(input.Frame);

    public static bool IsAnswer(ReadOnlySpan<byte> frame) => (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) switch
    {
        EtherType.Arp => frame[ArpOperationOffset] == (byte)ArpOperation.Reply,
        EtherType.Ipv6 => frame.Length > Icmpv6TypeOffset && frame[Icmpv6TypeOffset] == (byte)Icmpv6Type.NeighborAdvertisement && !MacAddress.Read(frame).IsGroup,
        _ => false,
    };
}
