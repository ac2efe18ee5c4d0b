using Weft.Model;
using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>Plays choices: what they do to the leaves, and what comes of that for the LSPs and frames under way. IS-IS is a model that is exact
/// about what it guarantees: of each origin's LSP every other leaf gets versions in their order, possibly not all, the latest in the end.</summary>
internal sealed partial class ExploredWorld
{
    /// <summary>Nanoseconds. Timers that are longer than this wait until all that is under way has arrived: an LSP may take any time that the timers
    /// of a move count in, but not a minute. Late frames are lost by then.</summary>
    public const long LongestFlight = 2_000_000_000;

    private readonly LeafLibrary[] _leaves;

    public ExploredWorld(ExploredFabric fabric, BrokenRule broken)
    {
        Fabric = fabric;
        _leaves = [.. Enumerable.Range(0, fabric.Leaves).Select(leaf => new LeafLibrary(fabric, leaf, broken))];
    }

    public ExploredFabric Fabric { get; }

    /// <summary>The situation that choices change.</summary>
    public Situation Now { get; } = new();

    /// <summary>What leaves told since <see cref="ClearEvents"/>.</summary>
    public List<(int Leaf, NodeEvent Event)> Events { get; } = [];

    /// <summary>Distinct states of single leaves.</summary>
    public int LeafStates => _leaves.Sum(leaf => leaf.Count);

    /// <summary>How often an engine was asked; all other answers were known.</summary>
    public int LeafSteps => _leaves.Sum(leaf => leaf.Steps);

    /// <summary>A leaf as it is in a situation.</summary>
    public LeafState Leaf(Situation situation, int leaf) => _leaves[leaf][situation.Leaf(leaf)];

    /// <summary>A leaf as it is now.</summary>
    public LeafState Leaf(int leaf) => _leaves[leaf][Now.Leaf(leaf)];

    /// <summary>Sets the beginning: every host at the host port of a leaf of its own, where it has just been heard.</summary>
    public void Begin()
    {
        Now.Allow(Fabric.Bounds);
        for (int origin = 0; origin < Fabric.Leaves; origin++)
        {
            Now.VersionCount(origin) = 1;
            for (int receiver = 0; receiver < Fabric.Leaves; receiver++)
            {
                Now.NextVersion(origin, receiver) = (byte)(origin == receiver ? 0 : 1);
            }
        }

        for (int host = 0; host < Fabric.Bounds.Hosts; host++)
        {
            Now.PlaceOf(host) = new Place(host % Fabric.Leaves, ExploredFabric.HostPort).Code;
            Now.SetHostFlags(host, HostFlags.IsAlive);
        }

        for (int address = 0; address < Fabric.Addresses; address++)
        {
            Hear(Place.Of(Now.PlaceOf(Fabric.HostOf(address))), address, Fabric.MacOf(address), EvidenceKind.ArpNd);
        }
    }

    public void ClearEvents() => Events.Clear();

    /// <summary>True when the host is alive behind a port with carrier.</summary>
    public bool IsAttached(int host) =>
        (Now.HostFlagsOf(host) & HostFlags.IsAlive) != 0 && (Now.Unplugged & (1 << Now.PlaceOf(host))) == 0;

    /// <summary>The flag that says that an address was heard.</summary>
    public static HostFlags HeardFlag(int address) => address == 0 ? HostFlags.IsFirstHeard : HostFlags.IsSecondHeard;

    /// <summary>Whether two leaves can reach each other; a dead daemon's kernel can be reached until somebody notices.</summary>
    public bool Reaches(int from, int to) => Leaf(to).IsAlive && Now.Isolated != from + 1 && Now.Isolated != to + 1;

    /// <summary>Nanoseconds until the next deadline of anybody; -1 for never.</summary>
    public long NextDeadline()
    {
        long next = -1;
        for (int leaf = 0; leaf < Fabric.Leaves; leaf++)
        {
            long deadline = Leaf(leaf).Deadline;
            next = deadline >= 0 && (next < 0 || deadline < next) ? deadline : next;
        }

        return next;
    }

    /// <summary>Gives a leaf an input, and takes what it does: probes are answered by who is there, a new LSP is a new version.</summary>
    public void Give(int leaf, in LeafInput input)
    {
        LeafStep step = _leaves[leaf].Take(Now.Leaf(leaf), input);
        Now.SetLeaf(leaf, step.Next.Id);
        foreach (ProbeSent probe in step.Probes)
        {
            Answer(leaf, probe);
        }

        foreach (NodeEvent told in step.Events)
        {
            Events.Add((leaf, told));
            if (Now.Attacker != 0 && told is HostConflict or HostDuplicate)
            {
                Now.Flags |= SituationFlags.Alarmed | (told is HostDuplicate ? SituationFlags.Duplicate : SituationFlags.None);
            }
        }

        // What a new life says before it has met the LSP of the earlier one has a lower number, and nobody takes it.
        bool isTaken = step.Next.IsRecovered || Now.Version(leaf, Now.VersionCount(leaf) - 1) == ClaimPair.None;
        if (step.Next is { IsAlive: true, IsHeld: false } && isTaken)
        {
            Issue(leaf, step.Next.Issued);
        }
    }

    /// <summary>Lets evidence be heard at once.</summary>
    public void Hear(Place place, int address, int mac, EvidenceKind kind)
    {
        if ((Now.Unplugged & (1 << place.Code)) != 0)
        {
            return;
        }

        bool isKnown = kind == EvidenceKind.Data && (Leaf(place.Leaf).Seen & LeafNode.SeenBit(place.Port, address, mac)) != 0;
        if (!isKnown)
        {
            Give(place.Leaf, new LeafInput(LeafInputKind.Hear, (byte)place.Port, (byte)address, (byte)mac, (long)kind));
        }

        NoteHeard(place, address, mac, kind);
    }

    private void NoteHeard(Place place, int address, int mac, EvidenceKind kind)
    {
        int host = Fabric.HostOf(address);
        HostFlags flags = Now.HostFlagsOf(host);
        HostFlags doubted = DoubtedFlag(address);
        LeafState leaf = Leaf(place.Leaf);
        bool isTaken = leaf.BoundPort[address] == place.Port || leaf.Own.IsTentative(address);
        bool isWord = kind is EvidenceKind.Data or EvidenceKind.ArpNd || (kind == EvidenceKind.ProbeAnswer && (flags & doubted) == 0);
        bool counts = kind == EvidenceKind.Announcement || (isWord && isTaken);
        if (Now.PlaceOf(host) != place.Code && (Now.Attacker != 0 || Place.Of(Now.PlaceOf(host)).Leaf == place.Leaf))
        {
            for (int other = 0; other < Fabric.Addresses; other++)
            {
                // Where a MAC goes, all its addresses are looked for.
                bool isMeant = other == address || (Fabric.HostOf(other) == host && Fabric.MacOf(other) == mac);
                flags = isMeant ? (flags | DoubtedFlag(other)) & ~HeardFlag(other) : flags;
            }

            Now.SetHostFlags(host, flags);
        }
        else if (Now.PlaceOf(host) == place.Code && mac == Fabric.MacOf(address) && leaf.IsAlive && counts)
        {
            Now.SetHostFlags(host, (flags | HeardFlag(address)) & ~doubted);
        }
    }

    private static HostFlags DoubtedFlag(int address) => address == 0 ? HostFlags.IsFirstDoubted : HostFlags.IsSecondDoubted;

    private void Answer(int leaf, ProbeSent probe)
    {
        Place place = new(leaf, probe.Port);
        int host = Fabric.HostOf(probe.Address);
        int mac = Fabric.MacOf(probe.Address);
        if (IsAttached(host) && Now.PlaceOf(host) == place.Code && (probe.Mac == mac || probe.Mac == LeafNode.Everybody))
        {
            Add(new HeardFrame(place, probe.Address, mac, EvidenceKind.ProbeAnswer));
        }

        int forged = Now.Attacker - 1;
        bool isAttacked = leaf == Fabric.AttackedLeaf && probe.Port == ExploredFabric.OtherPort && forged >= 0;
        if (isAttacked && probe.Address == 0 && (probe.Mac == forged || probe.Mac == LeafNode.Everybody))
        {
            Add(new HeardFrame(place, 0, forged, EvidenceKind.ProbeAnswer));
        }
    }

    private void Add(HeardFrame frame)
    {
        if (!HeardFrame.Add(Now.Prompt, frame.Code))
        {
            throw new InvalidOperationException("more answers wait than a situation has room for");
        }
    }

    private void Issue(int leaf, ClaimPair claims)
    {
        int count = Now.VersionCount(leaf);
        if (Now.Version(leaf, count - 1) == claims)
        {
            return;
        }

        if (count == Situation.Versions)
        {
            DropOldest(leaf);
            count--;
        }

        Now.SetVersion(leaf, count, claims);
        Now.VersionCount(leaf)++;
    }

    /// <summary>Forgets versions that everybody has or has passed over; who has none of them starts with what is left.</summary>
    public void Trim(int origin)
    {
        while (Now.VersionCount(origin) > 1)
        {
            for (int receiver = 0; receiver < Fabric.Leaves; receiver++)
            {
                if (receiver != origin && Leaf(receiver).IsAlive && Now.NextVersion(origin, receiver) < 2)
                {
                    return;
                }
            }

            DropOldest(origin);
        }
    }

    private void DropOldest(int origin)
    {
        int count = Now.VersionCount(origin);
        for (int version = 1; version < count; version++)
        {
            Now.SetVersion(origin, version - 1, Now.Version(origin, version));
        }

        Now.SetVersion(origin, count - 1, ClaimPair.None);
        Now.VersionCount(origin)--;
        for (int receiver = 0; receiver < Fabric.Leaves; receiver++)
        {
            ref byte next = ref Now.NextVersion(origin, receiver);
            next = (byte)Math.Max(0, next - 1);
        }
    }
}
