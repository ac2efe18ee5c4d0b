using Weft.Model;
using Weft.Node;

namespace Weft.Simulation;

/// <summary>Stands between a node's engines and everything around them. What it leaves out or changes makes a node that is broken in one way, though its engines are
/// the right ones: a test of tests.</summary>
public interface INodeSeam
{
    /// <summary>The plan that the engines are given.</summary>
    NodePlan Plan(NodePlan plan) => plan;

    /// <summary>The plan that the forwarding plane is given.</summary>
    NodePlan PlanOfPlane(NodePlan plan) => plan;

    /// <summary>False keeps an input from the engines. Timers are no business of a seam.</summary>
    bool Hears(in NodeInput input) => true;

    /// <summary>False keeps a frame of the engines from leaving.</summary>
    bool Sends(PortIndex port, ReadOnlySpan<byte> frame) => true;

    /// <summary>May change the tables before the forwarding plane takes what changed.</summary>
    void Change(NodeTables tables)
    {
    }
}
