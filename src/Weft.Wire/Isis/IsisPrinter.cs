using System.Text;

namespace Weft.Wire.Isis;

/// <summary>Renders PDUs for people: the fixed part on one line, then a line per TLV.</summary>
public static class IsisPrinter
{
    /// <summary>The whole PDU.</summary>
    public static string Print(IsisPdu pdu)
    {
        StringBuilder text = new();
        text.Append(PrintHeader(pdu));
        foreach (Tlv tlv in pdu.Tlvs)
        {
            text.Append("\n  ");
            IsisTlvPrinter.Print(text, tlv);
        }

        return text.ToString();
    }

    /// <summary>The fixed part only, e.g. "L2 LSP 0000.0000.0001.00-00 seq 3 life 1171 sum fd74 flags Level2, length 130".</summary>
    public static string PrintHeader(IsisPdu pdu) => $"{PrintFixedPart(pdu)}, length {pdu.Bytes.Length}";

    private static string PrintFixedPart(IsisPdu pdu)
    {
        switch (pdu.Type)
        {
            case IsisPduType.PointToPointHello:
                PointToPointHelloHeader hello = PointToPointHelloHeader.Read(pdu);
                return $"P2P hello from {hello.Source} levels {hello.Levels} hold {hello.HoldingTime} s circuit {hello.CircuitId}";
            case IsisPduType.Level1LanHello or IsisPduType.Level2LanHello:
                LanHelloHeader lan = LanHelloHeader.Read(pdu);
                string level = pdu.Type == IsisPduType.Level1LanHello ? "L1" : "L2";
                return $"{level} LAN hello from {lan.Source} levels {lan.Levels} hold {lan.HoldingTime} s priority {lan.Priority} LAN {lan.LanId}";
            case IsisPduType.Level1LinkState or IsisPduType.Level2LinkState:
                LspHeader lsp = LspHeader.Read(pdu);
                string kind = lsp.IsPurge ? "purge" : "LSP";
                return $"{(pdu.Type == IsisPduType.Level1LinkState ? "L1" : "L2")} {kind} {lsp.Entry} flags {lsp.Flags}";
            case IsisPduType.Level1CompleteSequence or IsisPduType.Level2CompleteSequence:
                CompleteSequenceHeader complete = CompleteSequenceHeader.Read(pdu);
                string csnp = pdu.Type == IsisPduType.Level1CompleteSequence ? "L1 CSNP" : "L2 CSNP";
                return $"{csnp} from {complete.Source} {complete.First} to {complete.Last}";
            default:
                string psnp = pdu.Type == IsisPduType.Level1PartialSequence ? "L1 PSNP" : "L2 PSNP";
                return $"{psnp} from {PartialSequenceHeader.Read(pdu).Source}";
        }
    }
}
