using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>All that this node knows of one host address: its own attachment, the claims of others, and what happened before. There may
/// be a hundred thousand, nearly all with one claim and no past: those must be small.</summary>
internal sealed class HostEntry(HostKey key, bool routable)
{
    private ClaimSet _claims;
    private HostPast? _past;

    public HostKey Key { get; } = key;

    /// <summary>False for IPv6 link-local addresses: tracked on their segment, never announced.</summary>
    public bool Routable { get; } = routable;

    public LocalHost? Local { get; set; }

    /// <summary>How many other nodes claim the address.</summary>
    public int ClaimCount => _claims.Count;

    /// <summary>The highest epoch ever seen for the address; a new claim starts above it.</summary>
    public uint HighestEpoch { get; set; }

    /// <summary>The epoch of this node's own claim in an earlier life; 0 when none was found.</summary>
    public uint RecoveredEpoch
    {
        get => _past?.RecoveredEpoch ?? 0;
        set => Past.RecoveredEpoch = value;
    }

    /// <summary>True when that claim still waited for the consent of another leaf.</summary>
    public bool RecoveredTentative
    {
        get => _past?.RecoveredTentative ?? false;
        set => PastUnless(!value)?.RecoveredTentative = value;
    }

    public HostProbe? Probe
    {
        get => _past?.Probe;
        set => PastUnless(value is null)?.Probe = value;
    }

    /// <summary>A MAC or place that wants the address while the present one is being asked.</summary>
    public HostAttachment? Challenger
    {
        get => _past?.Challenger;
        set => PastUnless(value is null)?.Challenger = value;
    }

    /// <summary>The place that was last given up, and until when plain data from there does not count.</summary>
    public HostAttachment? Left => _past?.Left;

    public Instant LeftGuardUntil
    {
        get => _past?.LeftGuardUntil ?? Instant.Zero;
        set => Past.LeftGuardUntil = value;
    }

    /// <summary>True when the place that was given up had held the address for good, not just for the length of a contest.</summary>
    public bool WasStable
    {
        get => _past?.WasStable ?? false;
        set => PastUnless(!value)?.WasStable = value;
    }

    /// <summary>A packet that came too early to count; reported again when the guard ends.</summary>
    public FirstPacket? Postponed
    {
        get => _past?.Postponed;
        set => PastUnless(value is null)?.Postponed = value;
    }

    public Instant PostponedUntil
    {
        get => _past?.PostponedUntil ?? Instant.Never;
        set => PastUnless(value == Instant.Never)?.PostponedUntil = value;
    }

    /// <summary>The MAC under which the entry is listed in the MAC index.</summary>
    public MacAddress IndexedMac { get; set; }

    /// <summary>The next entry that the index lists under the same MAC.</summary>
    public HostEntry? NextOfMac { get; set; }

    /// <summary>The nodes that the address is reached at, sorted. Shared between entries: never written to.</summary>
    public SystemId[] Winners { get; set; } = [];

    /// <summary>When the winners last changed.</summary>
    public Instant WinnersSince { get; set; } = Instant.Zero;

    /// <summary>The winners before that.</summary>
    public SystemId[] WinnersBefore { get; set; } = [];

    public ContestRecord Contest => Past.Contest;

    /// <summary>True while two hosts contend for the address.</summary>
    public bool IsDuplicate => _past?.Contest.IsDuplicate ?? false;

    /// <summary>When a duplicate is given another chance.</summary>
    public Instant RecoverAt => _past?.Contest.RecoverAt ?? Instant.Never;

    public MoveDamper Damper => Past.Damper;

    public uint Moves
    {
        get => _past?.Moves ?? 0;
        set => Past.Moves = value;
    }

    /// <summary>When the entry wants to be looked at again.</summary>
    public Instant Timer { get; set; } = Instant.Never;

    /// <summary>What happened to the address here, oldest first.</summary>
    public IReadOnlyList<HostHistoryEntry> History => _past?.History ?? [];

    /// <summary>The state shown to people.</summary>
    public HostState State =>
        IsDuplicate ? HostState.Duplicate
        : Local is { } local ? local.State
        : Left is not null && ClaimCount > 0 ? HostState.Elsewhere
        : HostState.Remote;

    private HostPast Past => _past ??= new HostPast();

    /// <summary>A claim by its position; they are sorted by origin.</summary>
    public RemoteClaim ClaimAt(int index) => _claims.At(index, Key);

    /// <summary>The position of an origin's claim, or -1.</summary>
    public int IndexOfClaim(SystemId origin) => _claims.IndexOf(origin);

    /// <summary>Adds an origin's claim, or replaces the one it has.</summary>
    public void PutClaim(SystemId origin, in HostClaim claim) => _claims.Put(origin, claim);

    public void RemoveClaim(int index) => _claims.RemoveAt(index);

    /// <summary>Adds a line to the history, which keeps so many.</summary>
    public void Record(in HostHistoryEntry line, int limit)
    {
        List<HostHistoryEntry> history = Past.History;
        if (history.Count >= limit)
        {
            history.RemoveAt(0);
        }

        history.Add(line);
    }

    /// <summary>Writes the record of contests, without beginning one.</summary>
    public void WriteContest(StateWriter writer, FabricTimers timers) => _past?.Contest.WriteState(writer, timers);

    /// <summary>Notes that a place was given up.</summary>
    public void Leave(Instant now, in HostAttachment place, TimeSpan guard)
    {
        if (Left is { } before && before != place && now < LeftGuardUntil)
        {
            Past.LeftBefore = before;
            Past.LeftBeforeGuardUntil = LeftGuardUntil;
        }

        Past.Left = place;
        LeftGuardUntil = now + guard;
    }

    /// <summary>Until when plain data from a place does not count: it may have been under way when the place was given up.</summary>
    public Instant GuardOf(in HostAttachment place) =>
        Left == place ? LeftGuardUntil
        : _past?.LeftBefore == place ? _past.LeftBeforeGuardUntil
        : Instant.Zero;

    /// <summary>Writes which places are guarded.</summary>
    public void WriteGuards(StateWriter writer)
    {
        bool isGuarded = LeftGuardUntil > writer.Now;
        writer.Add(isGuarded ? Left : null);
        writer.Add(isGuarded ? LeftGuardUntil : Instant.Never);
        bool wasGuarded = _past?.LeftBeforeGuardUntil > writer.Now && _past.LeftBefore != Left;
        writer.Add(wasGuarded ? _past!.LeftBefore : null);
        writer.Add(wasGuarded ? _past!.LeftBeforeGuardUntil : Instant.Never);
    }

    /// <summary>The past, which an empty value does not begin.</summary>
    private HostPast? PastUnless(bool isEmpty) => isEmpty ? _past : Past;
}
