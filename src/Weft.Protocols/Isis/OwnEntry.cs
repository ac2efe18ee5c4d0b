namespace Weft.Protocols.Isis;

/// <summary>Something that this node announces, as it stands in one of its fragments.</summary>
internal sealed class OwnEntry(OwnEntryKey key, byte[] octets)
{
    public OwnEntryKey Key { get; } = key;

    /// <summary>The entry as it is inside of its TLV.</summary>
    public byte[] Octets { get; set; } = octets;

    /// <summary>False for what an earlier life announced and this one has not said anything about yet.</summary>
    public bool IsCurrent { get; set; }

    /// <summary>Where it stands; null while there is no room for it.</summary>
    public OwnFragment? Fragment { get; set; }
}
