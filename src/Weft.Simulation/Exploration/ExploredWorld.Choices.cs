using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <content>What each choice does.</content>
internal sealed partial class ExploredWorld
{
    /// <summary>Lets one thing happen.</summary>
    public void Play(Choice choice)
    {
        switch (choice.Kind)
        {
            case ChoiceKind.Deliver or ChoiceKind.DeliverLatest or ChoiceKind.LoseLast or ChoiceKind.Notice or ChoiceKind.Synchronize:
                PlayFlooding(choice);
                break;
            case ChoiceKind.Hear or ChoiceKind.Lose or ChoiceKind.Delay or ChoiceKind.HearLate:
                PlayFrame(choice.Kind, choice.A);
                break;
            case ChoiceKind.Pass:
                Pass();
                break;
            case ChoiceKind.Crash or ChoiceKind.Restart or ChoiceKind.Cut or ChoiceKind.Heal:
                PlayNode(choice);
                break;
            case ChoiceKind.Attack:
                Attack(choice.B, (EvidenceKind)choice.C);
                break;
            default:
                PlayHost(choice);
                break;
        }
    }

    /// <summary>Starts every daemon that is dead and mends the cut: what a fabric must be able to recover from.</summary>
    public void Repair()
    {
        Now.Late.Clear();
        for (int leaf = 0; leaf < Fabric.Leaves; leaf++)
        {
            if (!Leaf(leaf).IsAlive)
            {
                Play(new Choice(ChoiceKind.Restart, (byte)leaf));
            }
        }

        if (Now.Isolated != 0)
        {
            Play(new Choice(ChoiceKind.Heal));
        }
    }

    private void PlayFlooding(Choice choice)
    {
        (int a, int b) = (choice.A, choice.B);
        switch (choice.Kind)
        {
            case ChoiceKind.Deliver:
                DeliverNext(a, b);
                Trim(a);
                break;
            case ChoiceKind.DeliverLatest:
                Now.NextVersion(a, b) = (byte)(Now.VersionCount(a) - 1);
                DeliverNext(a, b);
                Trim(a);
                break;
            case ChoiceKind.LoseLast:
                Now.VersionCount(a)--;
                Now.SetVersion(a, Now.VersionCount(a), ClaimPair.None);
                break;
            case ChoiceKind.Notice:
                Give(a, new LeafInput(LeafInputKind.Reach, choice.B, Reaches(a, b) ? (byte)1 : (byte)0));
                break;
            default:
                Synchronize(a);
                break;
        }
    }

    private void DeliverNext(int origin, int receiver)
    {
        ClaimPair claims = Now.Version(origin, Now.NextVersion(origin, receiver));
        Now.NextVersion(origin, receiver)++;
        Give(receiver, new LeafInput(LeafInputKind.Deliver, (byte)origin, Value: claims.Bits));
    }

    /// <summary>The end of the first exchange of databases: what neighbours have, has arrived, the leaf's own old LSP included.</summary>
    private void Synchronize(int leaf)
    {
        for (int origin = 0; origin < Fabric.Leaves; origin++)
        {
            if (origin != leaf && Now.NextVersion(origin, leaf) == 0)
            {
                DeliverNext(origin, leaf);
            }
        }

        for (int other = 0; other < Fabric.Leaves; other++)
        {
            if (other != leaf && Reaches(leaf, other))
            {
                Give(leaf, new LeafInput(LeafInputKind.Reach, (byte)other, 1));
            }
        }

        Give(leaf, new LeafInput(LeafInputKind.Recover, Value: Now.Version(leaf, Now.VersionCount(leaf) - 1).Bits));
        Give(leaf, new LeafInput(LeafInputKind.Synchronize));
        for (int origin = 0; origin < Fabric.Leaves; origin++)
        {
            Trim(origin);
        }
    }

    private void PlayFrame(ChoiceKind kind, int index)
    {
        Span<ushort> frames = kind == ChoiceKind.HearLate ? Now.Late : Now.Prompt;
        HeardFrame frame = HeardFrame.Of(frames[index]);
        HeardFrame.RemoveAt(frames, index);
        if (kind is ChoiceKind.Hear or ChoiceKind.HearLate)
        {
            Hear(frame.Place, frame.Address, frame.Mac, frame.Kind);
            return;
        }

        Disturb(kind == ChoiceKind.Lose ? Disturbance.Loss : Disturbance.Delay);
        if (kind == ChoiceKind.Delay)
        {
            HeardFrame.Add(Now.Late, frame.Code);
        }
    }

    private void Pass()
    {
        long nanoseconds = NextDeadline();
        if (nanoseconds > LongestFlight)
        {
            Now.Late.Clear();
        }

        for (int leaf = 0; leaf < Fabric.Leaves; leaf++)
        {
            if (Leaf(leaf).IsAlive)
            {
                Give(leaf, new LeafInput(LeafInputKind.Pass, Value: nanoseconds));
                MeetEarlierLife(leaf);
            }
        }
    }

    private void PlayNode(Choice choice)
    {
        switch (choice.Kind)
        {
            case ChoiceKind.Crash:
                Disturb(Disturbance.Crash);
                ForgetUnboundEvidence(choice.A);
                Give(choice.A, new LeafInput(LeafInputKind.Crash));
                ForgetUnderWay(choice.A);
                break;
            case ChoiceKind.Restart:
                Give(choice.A, new LeafInput(LeafInputKind.Restart));
                break;
            case ChoiceKind.Cut:
                Disturb(Disturbance.Cut);
                Now.Isolated = (byte)(choice.A + 1);
                break;
            default:
                Heal();
                break;
        }
    }

    /// <summary>What a daemon has heard dies with it, unless it is in the kernel already: the host has to speak once more.</summary>
    private void ForgetUnboundEvidence(int leaf)
    {
        for (int address = 0; address < Fabric.Addresses; address++)
        {
            int host = Fabric.HostOf(address);
            Place place = Place.Of(Now.PlaceOf(host));
            if (place.Leaf == leaf && Leaf(leaf).BoundPort[address] != place.Port)
            {
                Now.SetHostFlags(host, Now.HostFlagsOf(host) & ~HeardFlag(address));
            }
        }
    }

    /// <summary>Frames on their way to a dead daemon are gone, and it has no database.</summary>
    private void ForgetUnderWay(int leaf)
    {
        for (int i = Situation.Frames - 1; i >= 0; i--)
        {
            if (Now.Prompt[i] != 0 && HeardFrame.Of(Now.Prompt[i]).Place.Leaf == leaf)
            {
                HeardFrame.RemoveAt(Now.Prompt, i);
            }
        }

        for (int origin = 0; origin < Fabric.Leaves; origin++)
        {
            if (origin != leaf)
            {
                Now.NextVersion(origin, leaf) = 0;
                Trim(origin);
            }
        }
    }

    private void Heal()
    {
        int leaf = Now.Isolated - 1;
        Now.Isolated = 0;
        MeetEarlierLife(leaf);
    }

    /// <summary>A leaf that started to speak before it had seen what others keep of its earlier life: they send that back, because its number is
    /// higher, and take nothing new until the leaf has gone beyond it.</summary>
    private void MeetEarlierLife(int leaf)
    {
        LeafState state = Leaf(leaf);
        if (!state.IsAlive || !state.IsSynchronized || state.IsRecovered || Now.Isolated == leaf + 1)
        {
            return;
        }

        Give(leaf, new LeafInput(LeafInputKind.Recover, Value: Now.Version(leaf, Now.VersionCount(leaf) - 1).Bits));
    }

    private void PlayHost(Choice choice)
    {
        switch (choice.Kind)
        {
            case ChoiceKind.Move:
                Disturb(Disturbance.Move);
                Now.PlaceOf(choice.A) = choice.B;
                Now.SetHostFlags(choice.A, HostFlags.IsAlive);
                Announce(choice.A, (EvidenceKind)choice.C);
                break;
            case ChoiceKind.Speak:
                Speak(choice.A, (EvidenceKind)choice.B, isLate: choice.C != 0);
                break;
            case ChoiceKind.Die:
                Disturb(Disturbance.Death);
                Now.SetHostFlags(choice.A, Now.HostFlagsOf(choice.A) & ~HostFlags.IsAlive);
                break;
            case ChoiceKind.Unplug:
                Disturb(Disturbance.Unplug);
                SetCarrier(Place.Of(choice.A), up: false);
                break;
            case ChoiceKind.PlugIn:
                SetCarrier(Place.Of(choice.A), up: true);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(choice));
        }
    }

    private void Announce(int host, EvidenceKind kind)
    {
        Place place = Place.Of(Now.PlaceOf(host));
        for (int address = 0; address < Fabric.Addresses; address++)
        {
            bool speaks = Fabric.HostOf(address) == host && kind != EvidenceKind.Data;
            if (speaks && (kind != EvidenceKind.Rarp || address == host))
            {
                Hear(place, address, Fabric.MacOf(address), kind);
            }
        }
    }

    private void Speak(int address, EvidenceKind kind, bool isLate)
    {
        Place place = Place.Of(Now.PlaceOf(Fabric.HostOf(address)));
        int mac = Fabric.MacOf(address);
        Disturb(Disturbance.Word);
        if (isLate)
        {
            Disturb(Disturbance.Delay);
            HeardFrame.Add(Now.Late, new HeardFrame(place, address, mac, kind).Code);
        }
        else
        {
            Hear(place, address, mac, kind);
        }
    }

    private void SetCarrier(Place place, bool up)
    {
        Now.Unplugged = (byte)(up ? Now.Unplugged & ~(1 << place.Code) : Now.Unplugged | (1 << place.Code));
        for (int host = 0; host < Fabric.Bounds.Hosts; host++)
        {
            if (Now.PlaceOf(host) == place.Code)
            {
                // What was heard before the carrier went is no evidence of a host behind it now.
                Now.SetHostFlags(host, Now.HostFlagsOf(host) & HostFlags.IsAlive);
            }
        }

        Give(place.Leaf, new LeafInput(LeafInputKind.Carrier, (byte)place.Port, up ? (byte)1 : (byte)0));
    }

    private void Attack(int mac, EvidenceKind kind)
    {
        bool watch = Fabric.Bounds.AttackerPort == Model.MoveTrust.Verified && Now.Attacker == 0 && Rest.IsSettled(this, address: 0);
        Disturb(Disturbance.Attack);
        Now.Attacker = (byte)(mac + 1);
        if (watch)
        {
            Now.Flags |= SituationFlags.WatchTheft;
        }

        Hear(new Place(Fabric.AttackedLeaf, ExploredFabric.OtherPort), 0, mac, kind);
    }

    private void Disturb(Disturbance kind)
    {
        Now.Use(kind, Fabric.Bounds);
        bool isHarmless = kind is Disturbance.Word or Disturbance.Attack or Disturbance.Loss or Disturbance.Delay;
        if (!isHarmless)
        {
            Now.Flags &= ~SituationFlags.WatchTheft;
        }
    }
}
