using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Weft.Simulation;

/// <summary>One state of the whole explored fabric in a fixed number of octets: the state of each leaf by its number, the versions of each
/// leaf's LSP that somebody may still get, where the hosts are, frames under way, and how much has been disturbed.</summary>
internal sealed class Situation
{
    /// <summary>Octets of a situation.</summary>
    public const int Size = 112;

    /// <summary>So many versions of one LSP are kept; when there are more, the oldest counts as lost.</summary>
    public const int Versions = 4;

    /// <summary>So many answers may wait at once, and so many frames may be late.</summary>
    public const int Frames = 5;

    private const int Kinds = (int)Disturbance.Delay + 1;
    private const int Leaves = ExplorationBounds.MaximumLeaves;
    private const int LogAt = Leaves * sizeof(int);
    private const int CountAt = LogAt + (Leaves * Versions * sizeof(uint));
    private const int PositionAt = CountAt + Leaves;
    private const int IsolatedAt = PositionAt + (Leaves * Leaves);
    private const int AttackerAt = IsolatedAt + 1;
    private const int PlaceAt = AttackerAt + 1;
    private const int HostAt = PlaceAt + ExplorationBounds.MaximumAddresses;
    private const int CarrierAt = HostAt + ExplorationBounds.MaximumAddresses;
    private const int FlagsAt = CarrierAt + 1;
    private const int UsedAt = FlagsAt + 1;
    private const int LeftAt = UsedAt + 1;
    private const int PromptAt = LeftAt + Kinds;
    private const int LateAt = PromptAt + (Frames * sizeof(ushort));

    private readonly byte[] _octets = new byte[Size];

    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>The leaf that is cut off, from 1; 0 for none.</summary>
    public ref byte Isolated => ref _octets[IsolatedAt];

    /// <summary>The MAC that the attacker uses, from 1; 0 while it has not spoken.</summary>
    public ref byte Attacker => ref _octets[AttackerAt];

    /// <summary>A bit for each port, of every leaf in turn, that has no carrier.</summary>
    public ref byte Unplugged => ref _octets[CarrierAt];

    /// <summary>See <see cref="SituationFlags"/>.</summary>
    public SituationFlags Flags
    {
        get => (SituationFlags)_octets[FlagsAt];
        set => _octets[FlagsAt] = (byte)value;
    }

    /// <summary>Frames that are heard at once: no time passes before.</summary>
    public Span<ushort> Prompt => MemoryMarshal.Cast<byte, ushort>(_octets.AsSpan(PromptAt, Frames * sizeof(ushort)));

    /// <summary>Frames that are heard at any time, or never.</summary>
    public Span<ushort> Late => MemoryMarshal.Cast<byte, ushort>(_octets.AsSpan(LateAt, Frames * sizeof(ushort)));

    /// <summary>The number of a leaf's state.</summary>
    public int Leaf(int leaf) => BinaryPrimitives.ReadInt32LittleEndian(_octets.AsSpan(leaf * sizeof(int)));

    public void SetLeaf(int leaf, int state) => BinaryPrimitives.WriteInt32LittleEndian(_octets.AsSpan(leaf * sizeof(int)), state);

    /// <summary>How many versions of a leaf's LSP are kept.</summary>
    public ref byte VersionCount(int leaf) => ref _octets[CountAt + leaf];

    /// <summary>A version of a leaf's LSP.</summary>
    public ClaimPair Version(int leaf, int version) => new(BinaryPrimitives.ReadUInt32LittleEndian(_octets.AsSpan(VersionOffset(leaf, version))));

    public void SetVersion(int leaf, int version, ClaimPair claims) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_octets.AsSpan(VersionOffset(leaf, version)), claims.Bits);

    /// <summary>The version of a leaf's LSP that comes next to another leaf.</summary>
    public ref byte NextVersion(int origin, int receiver) => ref _octets[PositionAt + (origin * Leaves) + receiver];

    /// <summary>Where a host is, see <see cref="Place"/>.</summary>
    public ref byte PlaceOf(int host) => ref _octets[PlaceAt + host];

    /// <summary>See <see cref="HostFlags"/>.</summary>
    public HostFlags HostFlagsOf(int host) => (HostFlags)_octets[HostAt + host];

    public void SetHostFlags(int host, HostFlags flags) => _octets[HostAt + host] = (byte)flags;

    /// <summary>How many disturbances there were of all kinds.</summary>
    public byte Used => _octets[UsedAt];

    /// <summary>How many disturbances of a kind there may still be.</summary>
    public byte Left(Disturbance kind) => _octets[LeftAt + (int)kind];

    /// <summary>Sets how many disturbances there may be from now on. Of no kind more than of all together: what differs only in what nobody
    /// can use any more is one situation.</summary>
    public void Allow(ExplorationBounds bounds)
    {
        for (int kind = 0; kind < Kinds; kind++)
        {
            _octets[LeftAt + kind] = (byte)Math.Min(bounds.Of((Disturbance)kind), bounds.Disturbances);
        }
    }

    /// <summary>Counts a disturbance.</summary>
    public void Use(Disturbance kind, ExplorationBounds bounds)
    {
        _octets[UsedAt]++;
        _octets[LeftAt + (int)kind]--;
        byte left = (byte)(bounds.Disturbances - Used);
        foreach (ref byte ofKind in _octets.AsSpan(LeftAt, Kinds))
        {
            ofKind = Math.Min(ofKind, left);
        }
    }

    public void CopyFrom(ReadOnlySpan<byte> octets) => octets.CopyTo(_octets);

    /// <summary>The bit of a port in <see cref="Unplugged"/>.</summary>
    public static int CarrierBit(int leaf, int port) => 1 << ((leaf * ExploredFabric.Ports) + port);

    private static int VersionOffset(int leaf, int version) => LogAt + (((leaf * Versions) + version) * sizeof(uint));
}
