using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Our own LSPs coming back from neighbours: of an earlier life, or from somebody who uses our name (ISO 10589 clause 7.3.16.1).</summary>
internal sealed class OwnLspReceiver(IsisState state, FloodingProtocol flooding, OwnLspIssuer issuer)
{
    /// <summary>So many newer LSPs in our name within one alarm interval are no leftovers any more.</summary>
    private const int ForeignTolerance = 3;

    private readonly List<ReachEntry> _entries = [];
    private Instant _foreignSince;
    private int _foreignCount;

    /// <summary>True until the grace after synchronisation is over.</summary>
    public bool IsRecovering { get; set; } = true;

    /// <summary>Takes an LSP whose system id is ours.</summary>
    public void Receive(Instant now, Circuit circuit, in LspHeader header, ReadOnlySpan<byte> lsp, IIsisEffects effects)
    {
        LspRecord? record = state.Database.Find(header.Id);
        if (record is null && header.IsPurge)
        {
            FloodingProtocol.Acknowledge(now, circuit, header.Entry);
            return;
        }

        LspComparison comparison = record is null ? LspComparison.Newer : LspOrder.Compare(header.Entry, record.Entry(now));
        switch (comparison)
        {
            case LspComparison.Same:
                FloodingProtocol.Acknowledged(circuit, header.Id);
                FloodingProtocol.Acknowledge(now, circuit, header.Entry);
                break;
            case LspComparison.Older:
                flooding.Send(now, circuit, record!);
                break;
            case LspComparison.Newer when IsRecovering && !header.IsPurge && header.Id.Pseudonode == 0:
                Adopt(now, circuit, header, lsp, effects);
                break;
            default:
                Defend(now, circuit, header, lsp, effects);
                break;
        }
    }

    private void Adopt(Instant now, Circuit circuit, in LspHeader header, ReadOnlySpan<byte> lsp, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.OwnLspNewer);
        LspRecord record = state.Database.Find(header.Id) ?? state.Database.Add(header.Id, isOwn: true);
        record.Store(state.Read(lsp), now + IsisLimits.MaximumAge, state.Area.Signer?.Id);
        state.Database.NoteExpiry(record);
        flooding.Flood(now, record, circuit);
        FloodingProtocol.Acknowledged(circuit, header.Id);
        FloodingProtocol.Acknowledge(now, circuit, header.Entry);
        issuer.Adopt(now, header, record.Octets);
        if (state.IsStartingCold && header.Id == new LspId(state.Self, 0, 0))
        {
            issuer.IssueFirst(now, effects);
        }

        TellClaims(now, record.Octets, effects);
    }

    /// <summary>The epochs in it were ours, and others act on them.</summary>
    private void TellClaims(Instant now, ReadOnlySpan<byte> lsp, IIsisEffects effects)
    {
        ReachReader.Read(lsp, state.IsMultiTopology, _entries);
        foreach (ReachEntry entry in _entries)
        {
            if (!entry.IsLink && ClaimCodec.TryRead(entry.Vrf, ReachReader.PrefixOf(entry, lsp), out HostClaim claim))
            {
                effects.OwnClaimRecovered(now, claim);
            }
        }
    }

    private void Defend(Instant now, Circuit circuit, in LspHeader header, ReadOnlySpan<byte> lsp, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.OwnLspNewer);
        bool isAttacked = NoteForeign(now, header, effects);
        FloodingProtocol.Acknowledged(circuit, header.Id);
        OwnFragment fragment = issuer.Content.Fragment(state.FragmentOf(header.Id));
        bool isInUse = header.Id.Pseudonode == 0 && issuer.Content.IsInUse(fragment);
        if (isInUse && now >= fragment.SilentUntil)
        {
            FloodingProtocol.Acknowledge(now, circuit, header.Entry);
            TellClaims(now, lsp, effects);
            issuer.Outbid(now, fragment.Number, header.Sequence, isAttacked ? IsisLimits.DefenseInterval : TimeSpan.Zero);
            return;
        }

        if (state.Database.Find(header.Id) is null && !state.Database.HasPlaceFor(header.Id.System))
        {
            state.Counters.Increment(IsisCounter.DatabaseFull);
            return;
        }

        // Nothing of ours stands there: the LSP is purged, under the sequence number that it was seen with.
        LspRecord record = state.Database.Find(header.Id) ?? state.Database.Add(header.Id, isOwn: true);
        record.Store(state.Read(lsp), now, keyId: null);
        LspPurge.Apply(now, state, record);
        if (header.Id.Pseudonode == 0)
        {
            fragment.Sequence = Math.Max(fragment.Sequence, header.Sequence);
        }

        flooding.Flood(now, record, header.IsPurge ? circuit : null);
        if (header.IsPurge)
        {
            FloodingProtocol.Acknowledge(now, circuit, header.Entry);
        }
    }

    private bool NoteForeign(Instant now, in LspHeader header, IIsisEffects effects)
    {
        if (now >= _foreignSince + IsisLimits.AlarmInterval)
        {
            _foreignSince = now;
            _foreignCount = 0;
        }

        if (++_foreignCount < ForeignTolerance)
        {
            return false;
        }

        state.Throttle.Raise(now, IsisAlarmReason.OwnLspForeign, header.Id.System.ToString(), effects);
        return true;
    }
}
