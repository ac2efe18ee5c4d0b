using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Sends each link-state PDU once over each link, and never again.</summary>
internal sealed class SendsOnce : INodeSeam
{
    private const int PduOffset = 17;
    private const int TypeOffset = PduOffset + 4;
    private const int IdOffset = PduOffset + 12;
    private const int IdAndSequenceLength = 12;

    private readonly HashSet<(PortIndex Port, string Lsp)> _sent = [];

    public bool Sends(PortIndex port, ReadOnlySpan<byte> frame)
    {
        // ISO 10589 clauses 9.8 and 9.9.
        bool isLsp = frame.Length > IdOffset + IdAndSequenceLength && frame[PduOffset] == 0x83 && (frame[TypeOffset] & 0x1F) is 18 or 20;
        return !isLsp || _sent.Add((port, Convert.ToHexString(frame.Slice(IdOffset, IdAndSequenceLength))));
    }
}
