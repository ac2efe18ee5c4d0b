using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>Everything that may happen next in a situation, in a fixed order.</summary>
internal static class ChoiceMenu
{
    private static readonly EvidenceKind[] _announcements = [EvidenceKind.Announcement, EvidenceKind.Rarp, EvidenceKind.Data];
    private static readonly EvidenceKind[] _words = [EvidenceKind.Data, EvidenceKind.ArpNd, EvidenceKind.Announcement];
    private static readonly EvidenceKind[] _forgeries = [EvidenceKind.Announcement, EvidenceKind.ArpNd, EvidenceKind.Data, EvidenceKind.Rarp];

    /// <summary>Fills a list with all that may happen.</summary>
    public static void Fill(ExploredWorld world, List<Choice> into)
    {
        into.Clear();
        AddFlooding(world, into);
        bool isUnderWay = IsUnderWay(into);
        into.Clear();
        if ((world.Now.Flags & SituationFlags.Duplicate) != 0)
        {
            return;
        }

        AddConsequences(world, into);
        if (isUnderWay && world.NextDeadline() > ExploredWorld.LongestFlight)
        {
            into.Remove(new Choice(ChoiceKind.Pass));
        }

        AddFlooding(world, into);
        if (world.Now.Used < world.Fabric.Bounds.Disturbances)
        {
            // An answer takes microseconds and a move milliseconds: one that does not is a frame that stays under way.
            if (world.Now.Prompt[0] == 0)
            {
                AddHosts(world, into);
            }

            AddNodes(world, into);
            AddAttacks(world, into);
        }
    }

    /// <summary>True when a menu has something that must arrive before a long time passes.</summary>
    public static bool IsUnderWay(List<Choice> menu) => menu.Exists(static choice => choice.Kind is ChoiceKind.Deliver or ChoiceKind.Notice);

    /// <summary>What follows without anything new from outside; the first of them is what happens when nobody interferes.</summary>
    public static void AddConsequences(ExploredWorld world, List<Choice> into)
    {
        Situation now = world.Now;
        bool mayDisturb = now.Used < world.Fabric.Bounds.Disturbances;
        for (byte i = 0; i < Situation.Frames && now.Prompt[i] != 0; i++)
        {
            into.Add(new Choice(ChoiceKind.Hear, i));
            bool isForged = HeardFrame.Of(now.Prompt[i]).Place == new Place(world.Fabric.AttackedLeaf, ExploredFabric.OtherPort);
            if (mayDisturb && !isForged && Allows(world, Disturbance.Loss))
            {
                into.Add(new Choice(ChoiceKind.Lose, i));
            }

            if (mayDisturb && !isForged && Allows(world, Disturbance.Delay) && now.Late[^1] == 0)
            {
                into.Add(new Choice(ChoiceKind.Delay, i));
            }
        }

        for (byte i = 0; i < Situation.Frames && now.Late[i] != 0; i++)
        {
            into.Add(new Choice(ChoiceKind.HearLate, i));
        }

        if (now.Prompt[0] == 0 && world.NextDeadline() >= 0)
        {
            into.Add(new Choice(ChoiceKind.Pass));
        }
    }

    /// <summary>What IS-IS does sooner or later.</summary>
    public static void AddFlooding(ExploredWorld world, List<Choice> into)
    {
        Situation now = world.Now;
        for (byte a = 0; a < world.Fabric.Leaves; a++)
        {
            LeafState state = world.Leaf(a);
            if (!state.IsAlive)
            {
                into.Add(new Choice(ChoiceKind.Restart, a));
                AddLoseLast(world, a, into);
            }
            else if (!state.IsSynchronized && now.Isolated != a + 1)
            {
                into.Add(new Choice(ChoiceKind.Synchronize, a));
            }

            for (byte b = 0; b < world.Fabric.Leaves; b++)
            {
                if (a != b)
                {
                    AddBetween(world, a, b, into);
                }
            }
        }

        if (now.Isolated != 0)
        {
            into.Add(new Choice(ChoiceKind.Heal));
        }

        for (byte place = 0; place < world.Fabric.Leaves * ExploredFabric.Ports; place++)
        {
            if ((now.Unplugged & (1 << place)) != 0)
            {
                into.Add(new Choice(ChoiceKind.PlugIn, place));
            }
        }
    }

    /// <summary>Leaf <paramref name="a"/> is the origin of an LSP, or the one who notices.</summary>
    private static void AddBetween(ExploredWorld world, byte a, byte b, List<Choice> into)
    {
        Situation now = world.Now;
        LeafState receiver = world.Leaf(b);
        bool passes = receiver.IsAlive && now.Isolated != a + 1 && now.Isolated != b + 1;
        int waiting = passes ? now.VersionCount(a) - now.NextVersion(a, b) : 0;
        if (waiting > 0)
        {
            into.Add(new Choice(ChoiceKind.Deliver, a, b));
        }

        if (waiting > 1)
        {
            into.Add(new Choice(ChoiceKind.DeliverLatest, a, b));
        }

        LeafState state = world.Leaf(a);
        bool knows = !state.IsAlive || !state.IsSynchronized || (state.Reach & (1 << b)) != 0 == world.Reaches(a, b);
        if (!knows)
        {
            into.Add(new Choice(ChoiceKind.Notice, a, b));
        }
    }

    private static void AddLoseLast(ExploredWorld world, byte dead, List<Choice> into)
    {
        int count = world.Now.VersionCount(dead);
        bool isAlone = count > 1;
        for (int other = 0; other < world.Fabric.Leaves; other++)
        {
            isAlone &= other == dead || !world.Leaf(other).IsAlive || world.Now.NextVersion(dead, other) < count;
        }

        if (isAlone)
        {
            into.Add(new Choice(ChoiceKind.LoseLast, dead));
        }
    }

    private static void AddHosts(ExploredWorld world, List<Choice> into)
    {
        for (byte host = 0; host < world.Fabric.Bounds.Hosts; host++)
        {
            if ((world.Now.HostFlagsOf(host) & HostFlags.IsAlive) == 0)
            {
                continue;
            }

            AddMoves(world, host, into);
            if (Allows(world, Disturbance.Death))
            {
                into.Add(new Choice(ChoiceKind.Die, host));
            }

            byte place = world.Now.PlaceOf(host);
            if (Allows(world, Disturbance.Unplug) && (world.Now.Unplugged & (1 << place)) == 0)
            {
                into.Add(new Choice(ChoiceKind.Unplug, place));
            }
        }

        for (byte address = 0; address < world.Fabric.Addresses; address++)
        {
            AddWords(world, address, into);
        }
    }

    private static void AddMoves(ExploredWorld world, byte host, List<Choice> into)
    {
        if (!Allows(world, Disturbance.Move))
        {
            return;
        }

        for (byte place = 0; place < world.Fabric.Leaves * ExploredFabric.Ports; place++)
        {
            bool isForHosts = Place.Of(place) is { Port: ExploredFabric.HostPort } or { Leaf: 0 };
            if (!isForHosts || place == world.Now.PlaceOf(host) || (world.Now.Unplugged & (1 << place)) != 0)
            {
                continue;
            }

            foreach (EvidenceKind kind in _announcements)
            {
                into.Add(new Choice(ChoiceKind.Move, host, place, (byte)kind));
            }
        }
    }

    private static void AddWords(ExploredWorld world, byte address, List<Choice> into)
    {
        int host = world.Fabric.HostOf(address);
        if (!Allows(world, Disturbance.Word) || !world.IsAttached(host))
        {
            return;
        }

        Place place = Place.Of(world.Now.PlaceOf(host));
        bool isSeen = (world.Leaf(place.Leaf).Seen & LeafNode.SeenBit(place.Port, address, world.Fabric.MacOf(address))) != 0;
        foreach (EvidenceKind kind in _words)
        {
            if (kind != EvidenceKind.Data || !isSeen)
            {
                into.Add(new Choice(ChoiceKind.Speak, address, (byte)kind));
            }

            if (Allows(world, Disturbance.Delay) && world.Now.Used + 1 < world.Fabric.Bounds.Disturbances && world.Now.Late[^1] == 0)
            {
                into.Add(new Choice(ChoiceKind.Speak, address, (byte)kind, 1));
            }
        }
    }

    private static void AddNodes(ExploredWorld world, List<Choice> into)
    {
        for (byte leaf = 0; leaf < world.Fabric.Leaves; leaf++)
        {
            if (world.Leaf(leaf).IsAlive && Allows(world, Disturbance.Crash))
            {
                into.Add(new Choice(ChoiceKind.Crash, leaf));
            }

            if (world.Now.Isolated == 0 && Allows(world, Disturbance.Cut))
            {
                into.Add(new Choice(ChoiceKind.Cut, leaf));
            }
        }
    }

    private static void AddAttacks(ExploredWorld world, List<Choice> into)
    {
        if (!Allows(world, Disturbance.Attack))
        {
            return;
        }

        foreach (byte mac in stackalloc byte[] { (byte)world.Fabric.MacOf(0), ExploredFabric.AttackerMac })
        {
            foreach (EvidenceKind kind in _forgeries)
            {
                if (kind != EvidenceKind.Rarp || mac != ExploredFabric.AttackerMac)
                {
                    into.Add(new Choice(ChoiceKind.Attack, 0, mac, (byte)kind));
                }
            }
        }
    }

    private static bool Allows(ExploredWorld world, Disturbance kind) => world.Now.Left(kind) > 0;
}
