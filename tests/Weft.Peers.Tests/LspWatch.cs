using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>Listens on a fabric port: keeps the newest version of each LSP that went in and out, and what the node's CSNPs say it has.</summary>
public sealed class LspWatch : IDisposable
{
    private readonly Capture _capture;
    private readonly Dictionary<LspId, LspEntry> _described = [];

    public LspWatch(string inNamespace, string port) => _capture = Capture.Open(inNamespace, port, Capture.AllProtocols);

    /// <summary>The newest of each that the node received.</summary>
    public Dictionary<LspId, SeenLsp> In { get; } = [];

    /// <summary>The newest of each that the node sent.</summary>
    public Dictionary<LspId, SeenLsp> Out { get; } = [];

    /// <summary>The database that the node described last, live LSPs only.</summary>
    public IReadOnlyDictionary<LspId, LspEntry> Described => _described;

    /// <summary>Takes in what has passed since the last call.</summary>
    public LspWatch Look()
    {
        while (_capture.TryReceive(TimeSpan.Zero, out ReadOnlySpan<byte> frame, out bool isOutgoing))
        {
            if (IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets) == IsisFault.None
                && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None)
            {
                Take(pdu, isOutgoing);
            }
        }

        return this;
    }

    public void Dispose() => _capture.Dispose();

    private void Take(IsisPdu pdu, bool isOutgoing)
    {
        if (pdu.Type is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState)
        {
            LspHeader header = LspHeader.Read(pdu);
            SeenLsp lsp = new(header.Id, header.Sequence, header.Checksum, header.RemainingLifetime, pdu.Bytes.ToArray());
            Dictionary<LspId, SeenLsp> seen = isOutgoing ? Out : In;
            if (!seen.TryGetValue(lsp.Id, out SeenLsp? before) || before.Sequence < lsp.Sequence || lsp.Lifetime == 0)
            {
                seen[lsp.Id] = lsp;
            }
        }
        else if (pdu.Type is IsisPduType.Level1CompleteSequence or IsisPduType.Level2CompleteSequence && isOutgoing)
        {
            TakeDescription(pdu);
        }
    }

    private void TakeDescription(IsisPdu pdu)
    {
        CompleteSequenceHeader header = CompleteSequenceHeader.Read(pdu);
        foreach (LspId id in _described.Keys.Where(id => id >= header.First && id <= header.Last).ToArray())
        {
            _described.Remove(id);
        }

        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type == IsisTlvType.LspEntries)
            {
                foreach (LspEntry entry in new LspEntryList(tlv.Value))
                {
                    if (entry.RemainingLifetime > 0)
                    {
                        _described[entry.Id] = entry;
                    }
                }
            }
        }
    }
}
