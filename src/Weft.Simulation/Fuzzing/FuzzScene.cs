using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What checkers share: the world, how it really is with hosts and links, and where they report.</summary>
internal sealed class FuzzScene
{
    /// <summary>A claim travels and is answered in much less.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    /// <summary>What a leaf claims, every other has read by then.</summary>
    private static readonly TimeSpan s_heard = TimeSpan.FromSeconds(2);

    private readonly List<Violation> _violations = [];
    private readonly Dictionary<(VrfId Vrf, IpAddress Address), HostTruth> _owners = [];
    private readonly Dictionary<string, HostTruth> _byName = [];
    private readonly Dictionary<MacAddress, HostTruth> _macs = [];

    public FuzzScene(SimStage stage)
    {
        Stage = stage;
        Faults = new FaultBook(stage.Fabric);
        foreach (FabricHost origin in stage.Fabric.Hosts)
        {
            HostTruth truth = new(stage.World.Host(origin.Name), origin);
            _byName.Add(origin.Name, truth);
            _macs.Add(origin.Mac, truth);
            Hosts.Add(truth);
            foreach (GatewayAddress address in origin.Addresses)
            {
                _owners.Add((truth.Vrf, address.Address), truth);
            }
        }
    }

    public SimStage Stage { get; }

    public SimWorld World => Stage.World;

    public Fabric Fabric => Stage.Fabric;

    /// <summary>In the order of the fabric file.</summary>
    public List<HostTruth> Hosts { get; } = [];

    public List<FuzzFlow> Flows { get; } = [];

    public FaultBook Faults { get; }

    /// <summary>Who has a lease; null where nobody has.</summary>
    public FuzzLeases? Leases { get; set; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Throws when the fabric has no host of that name.</summary>
    public HostTruth Host(string name) => _byName[name];

    /// <summary>True for the MAC of a host.</summary>
    public bool IsHost(MacAddress mac) => _macs.ContainsKey(mac);

    /// <summary>Whose MAC it is; null when nobody's.</summary>
    public HostTruth? HostOf(MacAddress mac) => _macs.GetValueOrDefault(mac);

    /// <summary>Whose address it is; null when nobody's.</summary>
    public HostTruth? OwnerOf(VrfId vrf, IpAddress address) => _owners.GetValueOrDefault((vrf, address));

    /// <summary>True for a port that looks at who speaks, and drops what is not right.</summary>
    public bool IsGuarded(LinkEnd place) => World.Node(place.Node).Plan.FindPort(place.Port) is { IsGuarded: true, IsMonitored: false };

    /// <summary>True for a host that has been lied about, and that everybody has been able to ask: no port that verifies moves may believe the lie.</summary>
    public bool IsProtected(HostTruth owner) =>
        owner.IsThere && !owner.IsLieBelievable && owner.LiedAboutAt > owner.KnownSince + s_moment && owner.LiedAboutAt > Faults.RoughUntil && Faults.IsWhole;

    /// <summary>True for a client whose leaf has seen its lease, and everybody has heard of it for a while.</summary>
    public bool IsVouched(HostTruth owner)
    {
        Instant now = World.Now;
        return owner.IsThere && owner.KnownSince != Instant.Never && now > owner.KnownSince + s_heard && now > owner.LeasedAt + s_heard && owner.MovedAt < owner.LeasedAt
            && owner.LiedAboutAt < owner.KnownSince && Faults.IsWhole && Faults.IsCalm(now);
    }

    /// <summary>When a host last pretended to be a gateway.</summary>
    public Instant GatewayForgedAt { get; set; } = Instant.Zero;

    /// <summary>False for an address of a host that its leaf has not learned because a limit of the fabric file forbids it.</summary>
    public bool Fits(HostTruth host, IpAddress address)
    {
        if (host.Host.Place is not LinkEnd place || World.Node(place.Node) is not { Switch: { } life } node)
        {
            return true;
        }

        PortIndex port = node.Plan.FindPort(place.Port)!.Index;
        foreach (SegmentPlan segment in node.Plan.Segments)
        {
            if (segment.Vrf == host.Vrf && life.Tables.Bindings.TryGet(new BindingKey(segment.Id, address), out BindingRow row) && row.Port == port && row.Mac == host.Host.Mac)
            {
                return true;
            }
        }

        return life.Hosts.HasPlaceFor(port, host.Host.Mac);
    }

    /// <summary>True when all addresses of a host have a place at its leaf.</summary>
    public bool Fits(HostTruth host) => host.Origin.Addresses.All(address => Fits(host, address.Address));

    /// <summary>Reports a violation. The first of a checker counts.</summary>
    public void Report(string checker, string text)
    {
        if (_violations.TrueForAll(known => known.Checker != checker))
        {
            _violations.Add(new Violation(checker, World.Now, text));
        }
    }
}
