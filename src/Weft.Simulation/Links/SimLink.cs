using Weft.Model;

namespace Weft.Simulation;

/// <summary>A cable between two nodes, or between an edge and an outside router.</summary>
public sealed class SimLink
{
    internal SimLink(LinkEnd a, LinkEnd b, LinkDirection forward, LinkDirection back, bool isInterconnect)
    {
        A = a;
        B = b;
        Forward = forward;
        Back = back;
        IsInterconnect = isInterconnect;
    }

    public LinkEnd A { get; }

    public LinkEnd B { get; }

    /// <summary>From <see cref="A"/> to <see cref="B"/>.</summary>
    public LinkDirection Forward { get; }

    /// <summary>From <see cref="B"/> to <see cref="A"/>.</summary>
    public LinkDirection Back { get; }

    /// <summary>True when its ends are in different sites.</summary>
    public bool IsInterconnect { get; }

    public bool HasCarrier => Forward.HasCarrier;

    /// <summary>True for the link of these two nodes, in either order.</summary>
    public bool Joins(string a, string b) => (A.Node == a && B.Node == b) || (A.Node == b && B.Node == a);

    /// <summary>The direction that starts at a node.</summary>
    public LinkDirection From(string node) => A.Node == node ? Forward : B.Node == node ? Back
        : throw new InvalidOperationException($"{node} is no end of {A.Node}-{B.Node}");
}
