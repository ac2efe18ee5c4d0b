using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>A frame on its way to a leaf, as one number; 0 is none.</summary>
internal readonly record struct HeardFrame(Place Place, int Address, int Mac, EvidenceKind Kind)
{
    private const int AddressShift = 1;
    private const int MacShift = 2;
    private const int KindShift = 4;
    private const int PlaceShift = 7;

    public ushort Code => (ushort)(1 | (Address << AddressShift) | (Mac << MacShift) | ((int)Kind << KindShift) | (Place.Code << PlaceShift));

    public static HeardFrame Of(ushort code) => new(
        Place.Of((byte)(code >> PlaceShift)), (code >> AddressShift) & 1, (code >> MacShift) & 3, (EvidenceKind)((code >> KindShift) & 7));

    /// <summary>Puts a frame among others, sorted, once; false when there is no room.</summary>
    public static bool Add(Span<ushort> frames, ushort code)
    {
        int at = 0;
        while (at < frames.Length && frames[at] != 0 && frames[at] < code)
        {
            at++;
        }

        if (at < frames.Length && frames[at] == code)
        {
            return true;
        }

        if (frames[^1] != 0)
        {
            return false;
        }

        frames[at..^1].CopyTo(frames[(at + 1)..]);
        frames[at] = code;
        return true;
    }

    public static void RemoveAt(Span<ushort> frames, int at)
    {
        frames[(at + 1)..].CopyTo(frames[at..]);
        frames[^1] = 0;
    }
}
