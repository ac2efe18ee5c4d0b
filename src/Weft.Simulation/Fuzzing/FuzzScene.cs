using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What checkers share: the world, how it really is with hosts and links, and where they report.</summary>
internal sealed class FuzzScene
{
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<(VrfId Vrf, IpAddress Address), HostTruth> _owners = [];
    private readonly Dictionary<string, HostTruth> _byName = [];
    private readonly HashSet<MacAddress> _macs = [];

    public FuzzScene(SimStage stage)
    {
        Stage = stage;
        Faults = new FaultBook(stage.Fabric);
        foreach (FabricHost origin in stage.Fabric.Hosts)
        {
            HostTruth truth = new(stage.World.Host(origin.Name), origin);
            _byName.Add(origin.Name, truth);
            _macs.Add(origin.Mac);
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

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Throws when the fabric has no host of that name.</summary>
    public HostTruth Host(string name) => _byName[name];

    /// <summary>True for the MAC of a host.</summary>
    public bool IsHost(MacAddress mac) => _macs.Contains(mac);

    /// <summary>Whose address it is; null when nobody's.</summary>
    public HostTruth? OwnerOf(VrfId vrf, IpAddress address) => _owners.GetValueOrDefault((vrf, address));

    /// <summary>Reports a violation. The first of a checker counts.</summary>
    public void Report(string checker, string text)
    {
        if (_violations.TrueForAll(known => known.Checker != checker))
        {
            _violations.Add(new Violation(checker, World.Now, text));
        }
    }
}
