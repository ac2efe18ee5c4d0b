using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a node is to cables, power, the outside and those who look: a <see cref="SimNode"/>, or a device of a network that Weft is compared with.</summary>
internal interface IWorldNode
{
    string Name { get; }

    /// <summary>Its number among the actors of the world.</summary>
    int Number { get; }

    NodePlan Plan { get; }

    /// <summary>False while it has no power.</summary>
    bool HasPower { get; }

    /// <summary>Told when what it may announce outside has changed: these keys, or anything.</summary>
    Action<IWorldNode, IReadOnlyList<RouteKey>, bool>? Applied { get; set; }

    /// <summary>True when a route that it has no more may be taken back outside.</summary>
    bool MayWithdraw { get; }

    /// <summary>Where it sends packets at this moment.</summary>
    INodeRoutes Routes { get; }

    MacAddress MacOf(PortIndex port);

    void Connect(PortIndex port, ISimCable cable);

    /// <summary>Who is at the other end of an outside port.</summary>
    void SetOutsideNeighbors(PortIndex port, MacAddress mac, IEnumerable<GatewayAddress> addresses);

    /// <summary>A port gains or loses its carrier.</summary>
    void SetCarrier(PortIndex port, bool carrier);

    /// <summary>The rim's routing daemon puts a route in, or takes it out.</summary>
    void SetForeignRoute(ForeignRoute route, PortIndex port, IpAddress gateway);

    /// <summary>Begins to work, with its power on.</summary>
    void Start();

    void PowerOff();

    void PowerOn();

    /// <summary>Whatever it might announce outside, in any order.</summary>
    IEnumerable<RouteKey> OutsideKeys(VrfId vrf);

    /// <summary>The MED with which it would announce a route outside; null when it has none that may leave the fabric.</summary>
    uint? OutsideMetric(RouteKey key);

    /// <summary>Virtual MACs that its bridge has learned from frames, with the names of the ports.</summary>
    IEnumerable<(MacAddress Mac, string Port)> LearnedVirtualMacs(Instant now);
}
