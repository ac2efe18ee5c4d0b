using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <content>What <c>weft show</c> asks for.</content>
public sealed partial class IsisEngine
{
    /// <summary>The keys and what was done with them, link chain first, by id.</summary>
    public IReadOnlyList<KeyUse> Keys() => [.. _state.Link.Uses(_state.Database), .. _state.Area.Uses(_state.Database)];

    /// <summary>The adjacencies, by port.</summary>
    public IReadOnlyList<AdjacencySnapshot> Adjacencies() => IsisSnapshots.Adjacencies(_state);

    /// <summary>The link-state database, by LSP id.</summary>
    public IReadOnlyList<LspSnapshot> Database() => IsisSnapshots.Database(_state);

    /// <summary>The other nodes and how they are reached, by system id; for each family where their paths differ.</summary>
    public IReadOnlyList<ReachSnapshot> Nodes() => IsisSnapshots.Nodes(_state, _topology);

    /// <summary>The prefixes that others announce, by VRF and prefix.</summary>
    public IReadOnlyList<PrefixSnapshot> Prefixes() => _prefixes.Snapshot();

    /// <summary>This node's own LSPs, by number; those of the virtual systems last.</summary>
    public IReadOnlyList<FragmentSnapshot> Fragments() => IsisSnapshots.Fragments(_state, _issuer.Content);

    /// <summary>The octets of one LSP, for a detailed display; false when there is none.</summary>
    public bool TryGetLsp(LspId id, out ReadOnlySpan<byte> octets)
    {
        LspRecord? record = _state.Database.Find(id);
        octets = record is null ? default : record.Octets;
        return record is not null;
    }
}
