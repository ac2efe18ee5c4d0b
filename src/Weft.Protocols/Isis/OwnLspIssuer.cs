using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Turns changed fragments into new LSP versions and floods them: at once after a quiet time, gathered under load.</summary>
internal sealed class OwnLspIssuer(IsisState state, FloodingProtocol flooding)
{
    private readonly byte[] _buffer = new byte[IsisLimits.LspLength];
    private readonly TokenBucket _bucket = new(IsisLimits.OriginationBurst, IsisLimits.OriginationInterval, batch: 1);
    private Instant _flushAt;
    private Instant _refreshAt = Instant.Never;

    /// <summary>What is announced.</summary>
    public OwnLinkState Content { get; } = new(state, Math.Min(state.Circuits.Length * LinkCodec.Length * (state.IsMultiTopology ? 2 : 1), IsisLimits.LinkReserve));

    /// <summary>True until the neighbours' databases were read: what an earlier life announced must not be overwritten unread.</summary>
    public bool IsHeld { get; set; } = true;

    public Instant NextDeadline => Instant.Min(Content.IsDirty && !IsHeld ? _flushAt : Instant.Never, _refreshAt);

    /// <summary>Announces a prefix or a host, or something else of it. Marks only; the next timer call floods.</summary>
    public void Set(Instant now, OwnEntryKey key, PrefixReach reach)
    {
        Span<byte> octets = stackalloc byte[Tlv.MaximumValueLength];
        Content.Set(key, octets[..reach.Write(octets)]);
        Touch(now);
    }

    /// <summary>Marks that something changed now.</summary>
    public void Touch(Instant now)
    {
        if (Content.IsDirty)
        {
            _flushAt = _bucket.NextToken(now);
        }
    }

    /// <summary>Refreshes what is due and issues what changed.</summary>
    public void HandleTimer(Instant now, IIsisEffects effects)
    {
        if (_refreshAt <= now)
        {
            MarkRefreshes(now);
        }

        if (!Content.IsDirty || IsHeld || _flushAt > now)
        {
            return;
        }

        if (!_bucket.TryTake(now))
        {
            _flushAt = _bucket.NextToken(now);
            return;
        }

        Content.IsDirty = false;
        IssueAll(now, gained: true, effects);
        IssueAll(now, gained: false, effects);
        if (Content.Homeless is OwnEntryKey homeless)
        {
            state.Counters.Increment(IsisCounter.FragmentsFull);
            state.Throttle.Raise(now, IsisAlarmReason.FragmentsFull, homeless.ToString(), effects);
        }
    }

    /// <summary>The key that signs is another: whatever does not carry its signature is issued anew.</summary>
    public void SignAnew(Instant now)
    {
        foreach (OwnFragment? fragment in Content.Fragments)
        {
            if (fragment is not null)
            {
                fragment.IsDirty = Content.IsDirty = true;
            }
        }

        Touch(now);
    }

    /// <summary>Makes the next version of a fragment newer than one seen elsewhere, after a delay where one is wanted.</summary>
    public void Outbid(Instant now, int number, uint sequence, TimeSpan delay)
    {
        OwnFragment fragment = Content.Fragment(number);
        fragment.Sequence = Math.Max(fragment.Sequence, sequence);
        if (delay > TimeSpan.Zero)
        {
            PlanRefresh(fragment, Instant.Min(fragment.RefreshAt, now + delay));
            return;
        }

        fragment.MustRefresh = true;
        fragment.IsDirty = true;
        Content.IsDirty = true;
        Touch(now);
    }

    /// <summary>Takes over an earlier life's version as it is; it is refreshed soon after everything has settled.</summary>
    public void Adopt(Instant now, in LspHeader header, ReadOnlySpan<byte> lsp)
    {
        OwnFragment fragment = Content.Fragment(state.FragmentOf(header.Id));
        fragment.Sequence = header.Sequence;
        Content.Adopt(fragment.Number, lsp);
        bool isShortLived = header.RemainingLifetime < 2 * IsisLimits.RecoveryGrace.TotalSeconds;
        fragment.MustRefresh = isShortLived;
        PlanRefresh(fragment, now + IsisLimits.RecoveryGrace + state.Random.Jitter(IsisLimits.RecoveryGrace));
        Touch(now);
    }

    /// <summary>Issues fragment 0 at once, although the rest is held: what others have of it is no longer true.</summary>
    public void IssueFirst(Instant now, IIsisEffects effects) => Issue(now, Content.Fragment(0), effects);

    /// <summary>Fragment 0 says something else than its entries.</summary>
    public void TouchFirst(Instant now)
    {
        Content.Fragment(0).IsDirty = Content.IsDirty = true;
        Touch(now);
    }

    private LspFlags FlagsOf(OwnFragment fragment) => state.Codes.SystemType | (fragment.Number == 0 && state.IsStartingCold ? LspFlags.Overload : 0);

    private void IssueAll(Instant now, bool gained, IIsisEffects effects)
    {
        foreach (OwnFragment? fragment in Content.Fragments)
        {
            if (fragment is { IsDirty: true } && fragment.HasGained == gained)
            {
                Issue(now, fragment, effects);
            }
        }
    }

    private void Issue(Instant now, OwnFragment fragment, IIsisEffects effects)
    {
        LspId id = state.LspOf(fragment.Number);
        LspRecord? record = state.Database.Find(id);
        bool mustRefresh = fragment.MustRefresh;
        fragment.IsDirty = fragment.HasGained = fragment.MustRefresh = false;
        if (now < fragment.SilentUntil)
        {
            return;
        }

        if (!Content.IsInUse(fragment))
        {
            Purge(now, record, effects);
            fragment.RefreshAt = Instant.Never;
            return;
        }

        uint next = fragment.Sequence == uint.MaxValue ? fragment.Sequence : fragment.Sequence + 1;
        Span<byte> lsp = Encode(id, fragment, next);
        bool isCurrent = record is { IsPurge: false } && record.Sequence == fragment.Sequence && !mustRefresh;
        if (isCurrent && SameBody(lsp, record!.Octets))
        {
            // Only the signature can be another. It covers the sequence number, so it is compared as it would be under the old one.
            if (SameContent(Encode(id, fragment, fragment.Sequence), record.Octets))
            {
                return;
            }

            lsp = Encode(id, fragment, next);
        }

        if (fragment.Sequence == uint.MaxValue)
        {
            Wrap(now, fragment, record, effects);
            return;
        }

        fragment.Sequence = next;
        record ??= state.Database.Add(id, isOwn: true);
        record.Store(state.Read(lsp), now + state.Timers.LspLifetime, state.Area.Chain?.Send.Id);
        state.Database.NoteExpiry(record);
        state.Counters.Increment(IsisCounter.LspsOriginated);
        PlanRefresh(fragment, now + state.Random.Jitter(state.Timers.LspRefresh));
        flooding.Flood(now, record, from: null);
    }

    private Span<byte> Encode(LspId id, OwnFragment fragment, uint sequence)
    {
        ushort lifetime = (ushort)state.Timers.LspLifetime.TotalSeconds;
        IsisPduWriter writer = new(
            _buffer, state.Codes.LinkState, new LspHeader(lifetime, id, sequence, 0, FlagsOf(fragment)));
        writer.AddAuthentication(state.Area.Chain?.Send);
        if (fragment.IsFirst)
        {
            FragmentHead.Write(ref writer, state, fragment.System, Content.IsOpen);
        }

        fragment.Write(ref writer);
        return writer.Finish();
    }

    private void Purge(Instant now, LspRecord? record, IIsisEffects effects)
    {
        if (record is not { IsPurge: false })
        {
            return;
        }

        LspPurge.Apply(now, state, record);
        flooding.Flood(now, record, from: null);
    }

    /// <summary>ISO 10589 clause 7.3.16.1: purge, be silent until the last version is gone everywhere, begin again at 1.</summary>
    private void Wrap(Instant now, OwnFragment fragment, LspRecord? record, IIsisEffects effects)
    {
        LspId id = state.LspOf(fragment.Number);
        state.Counters.Increment(IsisCounter.SequenceWrapped);
        state.Throttle.Raise(now, IsisAlarmReason.SequenceWrapped, id.ToString(), effects);
        record ??= state.Database.Add(id, isOwn: true);
        record.Store(
            state.Read(new IsisPduWriter(_buffer, state.Codes.LinkState, new LspHeader(0, id, uint.MaxValue, 0, state.Codes.SystemType)).Finish()),
            now,
            keyId: null);
        LspPurge.Apply(now, state, record);
        flooding.Flood(now, record, from: null);
        fragment.SilentUntil = now + IsisLimits.MaximumAge + IsisLimits.ZeroAgeLifetime;
        fragment.Sequence = 0;
        PlanRefresh(fragment, fragment.SilentUntil);
    }

    private void PlanRefresh(OwnFragment fragment, Instant at)
    {
        fragment.RefreshAt = at;
        _refreshAt = Instant.Min(_refreshAt, at);
    }

    private void MarkRefreshes(Instant now)
    {
        _refreshAt = Instant.Never;
        foreach (OwnFragment? fragment in Content.Fragments)
        {
            if (fragment is null)
            {
                continue;
            }

            if (fragment.RefreshAt <= now)
            {
                fragment.RefreshAt = Instant.Never;
                fragment.MustRefresh = fragment.IsDirty = Content.IsDirty = true;
            }

            _refreshAt = Instant.Min(_refreshAt, fragment.RefreshAt);
        }

        Touch(now);
    }

    /// <summary>Flags and TLVs are equal; lifetime, sequence number and checksum do not count.</summary>
    private static bool SameContent(ReadOnlySpan<byte> lsp, ReadOnlySpan<byte> other) =>
        lsp[(LspHeader.Length - 1)..].SequenceEqual(other[(LspHeader.Length - 1)..]);

    /// <summary>The same, signatures aside.</summary>
    private static bool SameBody(ReadOnlySpan<byte> lsp, ReadOnlySpan<byte> other) =>
        lsp[LspHeader.Length - 1] == other[LspHeader.Length - 1] && Body(lsp).SequenceEqual(Body(other));

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> lsp)
    {
        ReadOnlySpan<byte> tlvs = lsp[LspHeader.Length..];
        return tlvs is [(byte)IsisTlvType.Authentication, byte length, ..] ? tlvs[(Tlv.HeaderLength + length)..] : tlvs;
    }
}
