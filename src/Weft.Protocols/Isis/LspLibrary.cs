using System.Runtime.InteropServices;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The LSPs that the nodes of one process have read lately, so that each version is checked, read and compared once and kept once, however many
/// nodes know it. It changes nothing of what a node does. For simulators; a node that is alone needs none. Not thread-safe.</summary>
public sealed class LspLibrary
{
    // While a version spreads, some nodes have it and others still its predecessors.
    private const int VersionsKept = 4;

    // Whoever makes up LSPs without end finds an end here.
    private const int MostNames = 65_536;

    private readonly Dictionary<LspId, LspContent?[]> _versions = [];

    /// <summary>The version of which a live PDU is a copy, or null when nobody has read it.</summary>
    internal LspContent? Find(LspId id, ReadOnlySpan<byte> pdu)
    {
        foreach (LspContent? version in _versions.GetValueOrDefault(id) ?? [])
        {
            if (version is not null && version.IsCopy(pdu))
            {
                return version;
            }
        }

        return null;
    }

    /// <summary>Adds a version that was read for the first time; the oldest of its name makes room.</summary>
    internal void Add(LspContent content)
    {
        if (_versions.Count >= MostNames)
        {
            _versions.Clear();
        }

        ref LspContent?[]? versions = ref CollectionsMarshal.GetValueRefOrAddDefault(_versions, content.Header.Id, out _);
        versions ??= new LspContent?[VersionsKept];
        versions.AsSpan(0, VersionsKept - 1).CopyTo(versions.AsSpan(1));
        versions[0] = content;
    }
}
