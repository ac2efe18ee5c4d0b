using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// A host with one interface that does what a Linux host does: it keeps neighbours, checks its addresses, answers for them, routes
/// by prefix and default gateway, and runs the applications of stories.
/// </summary>
/// <remarks>
/// Time is an argument, <see cref="NextDeadline"/> an output; all effects go to the caller's sink, which must not call back into
/// the same host. A pause stops the host's own clock: its timers go on where they were when it is thawed.
/// </remarks>
public sealed partial class HostStack : INeighborLink
{
    /// <summary>Largest IP packet on the link, in octets.</summary>
    public const int Mtu = 1500;

    private const int FrameLimit = EthernetHeader.Length + Mtu;
    /// <summary>Hops that a packet may take, as Linux has it.</summary>
    internal const byte UsualHopLimit = 64;


    private readonly RandomSource _random;
    private readonly NeighborCache _arp;
    private readonly NeighborCache _nd;
    private readonly List<OwnAddress> _addresses = [];
    private readonly List<IpAddress> _gateways = [];
    private readonly List<IHostApplication> _applications = [];
    private long _pausedNanoseconds;
    private Instant _frozenAt;

    /// <summary>Makes a host that is off and without carrier. <paramref name="random"/> draws its delays and ports.</summary>
    public HostStack(HostSetup setup, RandomSource random)
    {
        Setup = setup;
        LinkLocal = IpAddress.LinkLocalFor(setup.Mac);
        _random = random;
        _arp = new NeighborCache(this, random);
        _nd = new NeighborCache(this, random);
    }

    public HostSetup Setup { get; }

    public string Name => Setup.Name;

    public MacAddress Mac => Setup.Mac;

    /// <summary>Its IPv6 link-local address, derived from its MAC.</summary>
    public IpAddress LinkLocal { get; }

    public StackState State { get; private set; }

    /// <summary>True while it has a carrier.</summary>
    public bool IsLinkUp { get; private set; }

    /// <summary>Its addresses now, in the order in which it got them.</summary>
    public IReadOnlyList<OwnAddress> Addresses => _addresses;

    /// <summary>What it did not use, by reason.</summary>
    public CounterGroup<StackCounter> Counters { get; } = new("host");

    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    public Instant NextDeadline
    {
        get
        {
            if (State != StackState.Running)
            {
                return Instant.Never;
            }

            Instant next = Instant.Min(_arp.Next, _nd.Next);
            foreach (OwnAddress address in _addresses)
            {
                next = Instant.Min(next, address.Due);
            }

            foreach (IHostApplication application in _applications)
            {
                next = Instant.Min(next, application.NextDeadline);
            }

            return WorldTime(next);
        }
    }

    /// <summary>Starts it: it configures its addresses and, where there is a carrier, makes itself known. Throws when it is not off.</summary>
    public void Boot(Instant now, IHostEffects effects)
    {
        Require(StackState.Off);
        State = StackState.Running;
        _pausedNanoseconds = 0;
        _arp.Start(now);
        _nd.Start(now);
        _gateways.AddRange(Setup.Gateways);
        foreach (GatewayAddress address in Setup.Addresses)
        {
            Configure(now, address, detect: address.Address.IsIpv6 && Setup.DetectsDuplicates, effects);
        }

        Configure(now, new GatewayAddress(LinkLocal, 64), detect: true, effects);
    }

    /// <summary>Takes it down with all that it has learned; its applications end. Safe to repeat.</summary>
    public void ShutDown()
    {
        State = StackState.Off;
        _arp.Clear();
        _nd.Clear();
        _addresses.Clear();
        _gateways.Clear();
        _applications.Clear();
    }

    /// <summary>Stops the whole machine where it is. Throws unless it runs.</summary>
    public void Freeze(Instant now)
    {
        Require(StackState.Running);
        State = StackState.Frozen;
        _frozenAt = now;
    }

    /// <summary>Lets it go on; it does not know that time has passed. Throws unless it is frozen.</summary>
    public void Thaw(Instant now)
    {
        Require(StackState.Frozen);
        State = StackState.Running;
        _pausedNanoseconds += now.Nanoseconds - _frozenAt.Nanoseconds;
    }

    /// <summary>Carrier comes or goes. Without one every neighbour is forgotten, as Linux does.</summary>
    public void SetLink(Instant now, bool isUp)
    {
        if (isUp == IsLinkUp)
        {
            return;
        }

        IsLinkUp = isUp;
        if (!isUp)
        {
            _arp.Clear();
            _nd.Clear();
            return;
        }

        foreach (OwnAddress address in _addresses)
        {
            if (address.State == OwnAddressState.Tentative && address.Due == Instant.Never)
            {
                StartDetection(OwnTime(now), address);
            }
        }
    }

    /// <summary>Does what is due.</summary>
    public void HandleTimer(Instant now, IHostEffects effects)
    {
        if (State != StackState.Running)
        {
            return;
        }

        now = OwnTime(now);
        _arp.HandleTimer(now, effects);
        _nd.HandleTimer(now, effects);
        for (int i = 0; i < _addresses.Count; i++)
        {
            if (now >= _addresses[i].Due)
            {
                ContinueDetection(now, _addresses[i], effects);
            }
        }

        // Applications may end, and then leave the list, while they are called.
        for (int i = _applications.Count - 1; i >= 0; i--)
        {
            if (i < _applications.Count && now >= _applications[i].NextDeadline)
            {
                _applications[i].HandleTimer(now, this, effects);
            }
        }
    }

    /// <summary>The entry of a neighbour; false when there is none.</summary>
    public bool TryGetNeighbor(Instant now, IpAddress address, out NeighborView neighbor)
    {
        NeighborEntry? entry = CacheOf(address).Find(OwnTime(now), address);
        neighbor = entry is null ? default : new NeighborView(entry.Address, entry.Mac, entry.State, entry.IsRouter);
        return entry is not null;
    }

    /// <summary>Every neighbour entry, IPv4 first, in the order in which they were made.</summary>
    public IEnumerable<NeighborView> Neighbors(Instant now)
    {
        foreach (NeighborCache cache in new[] { _arp, _nd })
        {
            foreach (NeighborEntry entry in cache.Entries)
            {
                entry.Age(OwnTime(now));
                yield return new NeighborView(entry.Address, entry.Mac, entry.State, entry.IsRouter);
            }
        }
    }

    private NeighborCache CacheOf(IpAddress address) => address.IsIpv6 ? _nd : _arp;

    // A frozen host's clock stands where it was.
    private Instant OwnTime(Instant now)
    {
        Instant world = State == StackState.Frozen ? _frozenAt : now;
        return new Instant(world.Nanoseconds - _pausedNanoseconds);
    }

    private Instant WorldTime(Instant own) => own == Instant.Never ? own : new Instant(own.Nanoseconds + _pausedNanoseconds);

    private void Require(StackState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"{Name} is {State}, not {state}");
        }
    }

    void INeighborLink.Solicit(IpAddress target, MacAddress mac, IHostEffects effects)
    {
        if (target.IsIpv6)
        {
            Solicit(target, mac, effects);
        }
        else
        {
            RequestArp(target, mac, effects);
        }
    }

    void INeighborLink.Lost(int packets)
    {
        for (int i = 0; i < packets; i++)
        {
            Counters.Increment(StackCounter.NeighborUnresolved);
        }
    }

    void INeighborLink.Failed(Instant now, IpAddress target, IHostEffects effects) =>
        effects.Emit(new StackEvent(StackEventKind.NeighborFailed, target));
}
