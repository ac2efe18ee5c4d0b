using Weft.Wire;

namespace Weft.Testing;

/// <summary>Answers ARP requests and neighbour solicitations as a plain host does.</summary>
public static class HostAnswers
{
    /// <summary>Writes the host's answer to a frame into <paramref name="answer"/> (128 octets); 0 when it has none.</summary>
    public static int Answer(ReadOnlySpan<byte> frame, MacAddress mac, IReadOnlyCollection<IpAddress> addresses, Span<byte> answer)
    {
        bool isOurs = EthernetView.TryParse(frame, out EthernetView ethernet) == EthernetFault.None
            && (ethernet.Destination.IsGroup || ethernet.Destination == mac);
        return isOurs ? NeighborReply.Write(frame, mac, [.. addresses], answer) : 0;
    }
}
