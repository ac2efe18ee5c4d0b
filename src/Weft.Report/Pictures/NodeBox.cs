using Weft.Model;

namespace Weft.Report;

/// <summary>A node or an outside router in the picture of a fabric.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Null for a router outside.</param>
/// <param name="Center">The middle of its box.</param>
internal sealed record NodeBox(string Name, NodeRole? Role, Point Center)
{
    public const double Width = 88;

    public const double Height = 28;
}
