using Weft.Model;

namespace Weft.Linux;

/// <summary>Makes the places for classifiers at ports as soon as there is a port. At one that is up the kernel loses for up to some milliseconds what leaves by it; nothing does yet. Where it can make none,
/// attaching a program will say so.</summary>
public sealed class PortRoom : IPortRoom, IDisposable
{
    private readonly PortFilters _filters = new(FilterSlot.FastPath);
    private readonly HashSet<int> _made = [];
    private readonly bool _everywhere;

    private PortRoom(bool everywhere) => _everywhere = everywhere;

    /// <summary>What a node needs: room at all ports for priorities, which are classifiers everywhere, and for a fast path that cannot have links. Null when it needs none. Throws
    /// <see cref="KernelException"/>.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="fastPath">Whether it is to have a fast path.</param>
    public static PortRoom? For(NodePlan plan, bool fastPath)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return !plan.Fabric.Priorities.IsEmpty ? new PortRoom(everywhere: true)
            : fastPath && plan.Segments.Any(segment => segment.HasGateway) && !FastPath.UsesLinks(plan) ? Of(plan)
            : null;
    }

    /// <inheritdoc/>
    public void Prepare(PortPlan port, int interfaceIndex)
    {
        ArgumentNullException.ThrowIfNull(port);
        if ((port.FacesHosts || _everywhere) && _made.Add(interfaceIndex))
        {
            _filters.MakePlace(interfaceIndex);
        }
    }

    public void Dispose() => _filters.Dispose();

    /// <summary>Room at each port where classifiers may come.</summary>
    internal static PortRoom Of(NodePlan plan) => new(plan.Fabric.AsksFlows || !plan.Fabric.Priorities.IsEmpty);
}
