namespace Weft.Model;

/// <summary>The node's only door to the data plane: what it should hold. The same tables feed the kernel and the simulator.</summary>
public sealed class NodeTables
{
    /// <summary>Local hosts.</summary>
    public DesiredTable<BindingKey, BindingRow> Bindings { get; } = new();

    /// <summary>MACs on the node's segments.</summary>
    public DesiredTable<AttachedMacKey, AttachedMacRow> AttachedMacs { get; } = new();

    public DesiredTable<NextHopGroupId, NextHopGroupRow> NextHopGroups { get; } = new();

    /// <summary>Routes to everything that is not local.</summary>
    public DesiredTable<RouteKey, RouteRow> Routes { get; } = new();

    /// <summary>Routes that a VRF has of another one. <see cref="Bindings"/> and <see cref="Routes"/> win.</summary>
    public DesiredTable<RouteKey, LeakRow> Leaks { get; } = new();

    public DesiredTable<FabricNeighborKey, FabricNeighborRow> FabricNeighbors { get; } = new();

    /// <summary>Ports that must be down.</summary>
    public DesiredTable<PortIndex, ShutPortRow> ShutPorts { get; } = new();

    /// <summary>Until this is true the data plane adds and changes but never deletes: a restarted node has not yet heard
    /// everything, and what it adopted must keep forwarding.</summary>
    public bool Settled { get; set; }

    /// <summary>True when any table has changes to take.</summary>
    public bool HasChanges =>
        Bindings.HasChanges || AttachedMacs.HasChanges || NextHopGroups.HasChanges || Routes.HasChanges || Leaks.HasChanges || FabricNeighbors.HasChanges || ShutPorts.HasChanges;
}
