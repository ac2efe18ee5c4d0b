namespace Weft.Model;

/// <summary>Where a destination is reached: through a next-hop group, or nowhere (a discard route that keeps a dead
/// destination from following a shorter prefix).</summary>
/// <param name="Group">The group; zero means discard.</param>
/// <param name="Metric">The kernel's route priority; FRR at the rim announces it as MED. Lower is better.</param>
public readonly record struct RouteRow(NextHopGroupId Group, uint Metric)
{
    public bool IsDiscard => Group.Value == 0;
}
