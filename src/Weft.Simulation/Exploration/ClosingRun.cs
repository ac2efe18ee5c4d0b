using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>What comes after the last event: daemons start, the cut is mended, everything arrives, hosts go on talking, and time passes until all
/// timers have had their say.</summary>
internal sealed class ClosingRun
{
    /// <summary>Longer than any of the timers that can still change something: a silent host is given up after a minute.</summary>
    private const long Length = 100_000_000_000;

    /// <summary>The filter forgets a host that it has seen after this long, and reports it again.</summary>
    private const long SeenFor = 30_000_000_000;

    private const int MaximumSteps = 2_000;

    private readonly List<Choice> _menu = [];
    private readonly List<Choice> _steps = [];

    /// <summary>What was done in the last run.</summary>
    public IReadOnlyList<Choice> Steps => _steps;

    /// <summary>Runs from the present situation of a world to its rest; false when it never comes to rest.</summary>
    public bool Run(ExploredWorld world)
    {
        _steps.Clear();
        world.Repair();
        Drain(world);
        Talk(world, isReported: false);
        long elapsed = 0;
        bool isForgottenByAll = false;
        while (elapsed < Length)
        {
            long next = world.NextDeadline();
            if (_steps.Count > MaximumSteps)
            {
                return false;
            }

            if (next < 0)
            {
                if (isForgottenByAll)
                {
                    return true;
                }

                // Nobody waits for anything, but the filter forgets all the same: hosts that it has seen are reported once more.
                isForgottenByAll = true;
                Talk(world, isReported: true);
                continue;
            }

            bool isForgotten = (elapsed + next) / SeenFor != elapsed / SeenFor;
            elapsed += next;
            Play(world, new Choice(ChoiceKind.Pass));
            Drain(world);
            Talk(world, isForgotten);
        }

        return true;
    }

    /// <summary>Lets all that is under way arrive.</summary>
    private void Drain(ExploredWorld world)
    {
        while (_steps.Count <= MaximumSteps)
        {
            _menu.Clear();
            ChoiceMenu.AddConsequences(world, _menu);
            ChoiceMenu.AddFlooding(world, _menu);
            int next = _menu.FindIndex(static choice => choice.Kind is ChoiceKind.Hear or ChoiceKind.Synchronize or ChoiceKind.Deliver or ChoiceKind.Notice);
            if (next < 0)
            {
                return;
            }

            Play(world, _menu[next]);
        }
    }

    /// <summary>Every live host sends a packet, which counts unless the filter has seen one lately.</summary>
    private void Talk(ExploredWorld world, bool isReported)
    {
        for (int address = 0; address < world.Fabric.Addresses; address++)
        {
            if (!world.IsAttached(world.Fabric.HostOf(address)))
            {
                continue;
            }

            Place place = Place.Of(world.Now.PlaceOf(world.Fabric.HostOf(address)));
            int mac = world.Fabric.MacOf(address);
            if (isReported || (world.Leaf(place.Leaf).Seen & LeafNode.SeenBit(place.Port, address, mac)) == 0)
            {
                _steps.Add(new Choice(ChoiceKind.Speak, (byte)address, (byte)EvidenceKind.Data));
                world.Give(place.Leaf, new LeafInput(LeafInputKind.Hear, (byte)place.Port, (byte)address, (byte)mac, (long)EvidenceKind.Data));
                Drain(world);
            }
        }
    }

    private void Play(ExploredWorld world, Choice choice)
    {
        _steps.Add(choice);
        world.Play(choice);
    }
}
