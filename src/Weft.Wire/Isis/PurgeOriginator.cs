namespace Weft.Wire.Isis;

/// <summary>The value of TLV 13: who purged, and from whom that system had the LSP (RFC 6232 section 3).</summary>
public readonly record struct PurgeOriginator(SystemId Originator, SystemId? ReceivedFrom)
{
    /// <summary>Reads the value; false when its count and length do not agree.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out PurgeOriginator originator)
    {
        originator = default;
        if (value.IsEmpty || value[0] is not (1 or 2) || value.Length != 1 + (value[0] * SystemId.Length))
        {
            return false;
        }

        SystemId? receivedFrom = value[0] == 2 ? SystemId.Read(value[(1 + SystemId.Length)..]) : null;
        originator = new PurgeOriginator(SystemId.Read(value[1..]), receivedFrom);
        return true;
    }

    /// <summary>Writes the value; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        destination[0] = (byte)(ReceivedFrom is null ? 1 : 2);
        Originator.Write(destination[1..]);
        if (ReceivedFrom is not SystemId receivedFrom)
        {
            return 1 + SystemId.Length;
        }

        receivedFrom.Write(destination[(1 + SystemId.Length)..]);
        return 1 + (2 * SystemId.Length);
    }
}
