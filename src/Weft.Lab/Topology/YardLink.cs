namespace Weft.Lab;

/// <summary>A cable between two nodes (or an edge and an outside router) that passes through the switchyard, where it can be cut.</summary>
/// <param name="A">One end.</param>
/// <param name="B">The other end.</param>
/// <param name="LegA">The far end of the first half, in the switchyard.</param>
/// <param name="LegB">The far end of the second half.</param>
/// <param name="Bridge">What joins the halves.</param>
public sealed record YardLink(CableEnd A, CableEnd B, string LegA, string LegB, string Bridge)
{
    /// <summary>The two halves.</summary>
    public IEnumerable<Cable> Cables(string yard) => [new Cable(A, new CableEnd(yard, LegA, default)), new Cable(B, new CableEnd(yard, LegB, default))];

    /// <summary>True when it joins these two, in either order.</summary>
    public bool Joins(string a, string b) => (A.Namespace == a && B.Namespace == b) || (A.Namespace == b && B.Namespace == a);
}
