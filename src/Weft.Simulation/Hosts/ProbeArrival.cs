using Weft.Model;

namespace Weft.Simulation;

/// <summary>A probe that reached the application it was meant for.</summary>
/// <param name="Flow">The flow's number.</param>
/// <param name="Sequence">The probe's number within its flow, from 0.</param>
/// <param name="SentAt">When it was sent.</param>
public readonly record struct ProbeArrival(int Flow, long Sequence, Instant SentAt);
