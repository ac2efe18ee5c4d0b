using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Addresses of which nothing is known but one claim of one other node. In a large fabric nearly all are like that, at nearly every node.</summary>
internal sealed class LoneClaims : ClaimTable<HostKey>
{
    private Instant[] _since = [];
    private Instant[] _sinceBefore = [];

    /// <summary>The claim for an address, or null.</summary>
    public AnnouncedClaim? Find(HostKey key) => FirstOf(key) is >= 0 and int slot ? At(slot) : null;

    /// <summary>When the claimant last became reachable or unreachable; <see cref="Instant.Zero"/> when it never was reachable.</summary>
    public Instant SinceOf(AnnouncedClaim claim) => _since[FirstOf(claim.Claim.Key)];

    public void SetSince(AnnouncedClaim claim, Instant since) => _since[FirstOf(claim.Claim.Key)] = since;

    /// <summary>Puts another claim for the same address into the place of one.</summary>
    public void Replace(AnnouncedClaim claim, AnnouncedClaim by) => ReplaceAt(FirstOf(claim.Claim.Key), by);

    /// <summary>Appends all, in no order.</summary>
    public void CopyTo(List<AnnouncedClaim> into)
    {
        for (int slot = 0; slot < Length; slot++)
        {
            if (At(slot) is { } claim)
            {
                into.Add(claim);
            }
        }
    }

    /// <summary>Appends those of some nodes, in the order of addresses.</summary>
    public void CopyTo<TValue>(IReadOnlyDictionary<Wire.SystemId, TValue> nodes, List<AnnouncedClaim> into)
    {
        for (int slot = 0; slot < Length; slot++)
        {
            if (At(slot) is { } claim && nodes.ContainsKey(claim.System))
            {
                into.Add(claim);
            }
        }

        into.Sort(static (a, b) => a.Claim.Key.CompareTo(b.Claim.Key));
    }

    protected override HostKey KeyOf(AnnouncedClaim claim) => claim.Claim.Key;

    protected override uint HashOf(HostKey key)
    {
        UInt128 bits = key.Address.Bits;
        ulong mixed = ((ulong)bits ^ ((ulong)(bits >> 64) * 0xC2B2_AE3D_27D4_EB4F) ^ key.Vrf.Value) * 0x9E37_79B9_7F4A_7C15;
        return (uint)((mixed ^ (mixed >> 29)) * 0xBF58_476D_1CE4_E5B9 >> 32);
    }

    protected override void Resized(int length)
    {
        _sinceBefore = _since;
        _since = new Instant[length];
    }

    protected override void Replaced(int before, int now) => _since[now] = _sinceBefore[before];

    protected override void Settled() => _sinceBefore = [];

    protected override void Moved(int from, int to) => _since[to] = _since[from];
}
