using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>LSPs made by hand.</summary>
internal static class TestLsps
{
    public static LspId IdOf(SystemId system, byte fragment = 0, byte pseudonode = 0) => new(system, pseudonode, fragment);

    /// <summary>An LSP with links, prefixes (metric 1) and claims.</summary>
    public static byte[] Make(
        LspId id,
        uint sequence,
        ushort lifetime = 1200,
        LspFlags flags = LspFlags.Level2,
        (SystemId Neighbor, uint Metric)[]? links = null,
        (IpPrefix Prefix, uint Metric)[]? prefixes = null,
        HostClaim[]? claims = null,
        Action<List<byte>>? extraTlvs = null,
        AuthenticationKey? key = null,
        IsisPduType type = IsisPduType.Level2LinkState)
    {
        IsisPduWriter writer = new(new byte[IsisLimits.LspLength], type, new LspHeader(lifetime, id, sequence, 0, flags));
        Assert.True(writer.AddAuthentication(key));
        byte[] octets = new byte[255];
        foreach ((SystemId neighbor, uint metric) in links ?? [])
        {
            int length = new ExtendedIsReach(new IsisNodeId(neighbor, 0), metric, []).Write(octets);
            Assert.True(writer.Append(IsisTlvType.ExtendedIsReach, octets.AsSpan(0, length)));
        }

        foreach ((IpPrefix prefix, uint metric) in prefixes ?? [])
        {
            int length = new PrefixReach(prefix, metric, false, false, []).Write(octets);
            Assert.True(writer.Append(prefix.Address.IsIpv6 ? IsisTlvType.Ipv6Reach : IsisTlvType.ExtendedIpReach, octets.AsSpan(0, length)));
        }

        foreach (HostClaim claim in claims ?? [])
        {
            byte[] subTlv = new byte[ClaimCodec.MaximumSubTlvLength];
            int subLength = ClaimCodec.Write(claim, subTlv);
            int length = new PrefixReach(IpPrefix.Host(claim.Address), 0, false, false, subTlv.AsSpan(0, subLength)).Write(octets);
            Assert.True(writer.Append(claim.Address.IsIpv6 ? IsisTlvType.Ipv6Reach : IsisTlvType.ExtendedIpReach, octets.AsSpan(0, length)));
        }

        List<byte> extra = [];
        extraTlvs?.Invoke(extra);
        foreach (Tlv tlv in new TlvSequence(extra.ToArray()))
        {
            Assert.True(writer.Add(tlv.Type, tlv.Value));
        }

        return writer.Finish().ToArray();
    }

    /// <summary>What a virtual system says in the name of another one (RFC 5311), with one host.</summary>
    public static byte[] Alias(SystemId system, SystemId origin, HostClaim claim) => Make(
        IdOf(system),
        1,
        links: [(origin, ExtendedIsReach.MaximumMetric)],
        claims: [claim],
        extraTlvs: tlvs =>
        {
            byte[] value = new byte[SystemAlias.Length];
            int length = new SystemAlias(new IsisNodeId(origin, 0)).Write(value);
            tlvs.AddRange([(byte)IsisTlvType.SystemAlias, (byte)length, .. value]);
        });

    /// <summary>The header-only purge of an LSP.</summary>
    public static byte[] Purge(LspId id, uint sequence) =>
        new IsisPduWriter(new byte[LspHeader.Length], IsisPduType.Level2LinkState, new LspHeader(0, id, sequence, 0, LspFlags.Level2)).Finish().ToArray();

    public static LspEntry EntryOf(byte[] lsp) => LspHeader.Read(lsp).Entry;

    public static LspEntry[] EntriesOf(byte[] sequencePdu)
    {
        List<LspEntry> entries = [];
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(sequencePdu, out IsisPdu pdu));
        foreach (Tlv tlv in pdu.Tlvs)
        {
            foreach (LspEntry entry in new LspEntryList(tlv.Value))
            {
                entries.Add(entry);
            }
        }

        return [.. entries];
    }
}
