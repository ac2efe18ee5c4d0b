using Weft.Model;

namespace Weft.Simulation;

/// <summary>What one input did to one leaf.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="Probes">Probes that it sent, in order.</param>
/// <param name="Events">Events that it told.</param>
internal sealed record LeafStep(LeafState Next, ProbeSent[] Probes, NodeEvent[] Events);
