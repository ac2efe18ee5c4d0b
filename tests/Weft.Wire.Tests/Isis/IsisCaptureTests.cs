using Weft.Testing;
using Weft.Wire.Isis;

namespace Weft.Wire.Tests.Isis;

public sealed class IsisCaptureTests
{
    public static TheoryData<string> Names => [.. Captures.Names.Where(static name => name.StartsWith("isis-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_captured_PDU_is_decoded_and_written_back_octet_for_octet(string name)
    {
        int pdus = 0;
        foreach (CapturedFrame frame in Captures.Read(name))
        {
            if (IsisFrame.TryParse(frame.Octets, out EthernetView ethernet, out ReadOnlySpan<byte> octets) != IsisFault.None)
            {
                continue;
            }

            Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
            Assert.True(IsisFrame.IsGroup(ethernet.Destination));
            Assert.Equal(Convert.ToHexString(pdu.Bytes), Convert.ToHexString(PduRewriter.Rewrite(pdu)));
            Assert.DoesNotContain("unknown", IsisPrinter.PrintHeader(pdu), StringComparison.Ordinal);
            Assert.NotEmpty(IsisPrinter.Print(pdu));
            pdus++;
        }

        Assert.True(pdus >= 6, $"{pdus} PDUs");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frame_headers_of_point_to_point_circuits_are_written_back(string name)
    {
        byte[] header = new byte[IsisFrame.HeaderLength];
        foreach (CapturedFrame frame in Captures.Read(name))
        {
            bool isIsis = IsisFrame.TryParse(frame.Octets, out EthernetView ethernet, out ReadOnlySpan<byte> octets) == IsisFault.None;
            if (isIsis && ethernet.Destination == IsisFrame.AllSystems)
            {
                Assert.Equal(IsisFrame.HeaderLength, IsisFrame.WriteHeader(header, ethernet.Source, octets.Length));
                Assert.Equal(frame.Octets[..IsisFrame.HeaderLength], header);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_captured_live_LSP_has_a_valid_checksum(string name)
    {
        foreach (CapturedFrame frame in Captures.Read(name))
        {
            if (IsisFrame.TryParse(frame.Octets, out _, out ReadOnlySpan<byte> octets) == IsisFault.None
                && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None
                && pdu.Type is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState
                && !LspHeader.Read(pdu).IsPurge)
            {
                Assert.True(LspChecksum.IsValid(pdu.Bytes), $"frame {frame.Number}");
            }
        }
    }

    [Fact]
    public void The_300_route_capture_shows_its_fragments_and_their_purge()
    {
        List<string> lsps = [];
        int routes = 0;
        foreach (CapturedFrame frame in Captures.Read("isis-p2p-l2-300routes"))
        {
            if (IsisFrame.TryParse(frame.Octets, out _, out ReadOnlySpan<byte> octets) != IsisFault.None
                || IsisPdu.TryParse(octets, out IsisPdu pdu) != IsisFault.None
                || pdu.Type != IsisPduType.Level2LinkState)
            {
                continue;
            }

            LspHeader header = LspHeader.Read(pdu);
            lsps.Add($"{header.Id.Node.System.Value}-{header.Id.Fragment} {header.Sequence}{(header.IsPurge ? " purge" : "")}");
            routes += frame.Number is 40 or 41 ? CountHostRoutes(pdu) : 0;
        }

        Assert.Equal("2-0 3", lsps[3]);
        Assert.Equal("2-1 1", lsps[4]);
        Assert.Contains("2-1 4 purge", lsps);
        Assert.Equal(301, routes);
    }

    private static int CountHostRoutes(IsisPdu pdu)
    {
        int count = 0;
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type == IsisTlvType.ExtendedIpReach)
            {
                foreach (PrefixReach entry in new PrefixReachList(tlv.Value, AddressFamily.Ipv4))
                {
                    count += entry.Prefix.IsHost ? 1 : 0;
                }
            }
        }

        return count;
    }

    [Fact]
    public void A_frame_is_printed_on_one_line()
    {
        Assert.Equal(
            "02:00:00:00:00:01 > 09:00:2b:00:00:05, 802.3, length 64: "
            + "P2P hello from 0000.0000.0001 levels Level2 hold 30 s circuit 0, length 61",
            FramePrinter.Print(Captures.Read("isis-p2p-l2-300routes")[0].Octets));
    }
}
