using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Takes frames and notes when they came.</summary>
internal sealed class Sink : ISimActor
{
    public List<(Instant At, byte First)> Received { get; } = [];

    public string Name => "sink";

    public Instant NextDeadline => Instant.Never;

    public void HandleTimer(Instant now)
    {
    }

    public void Receive(Instant now, ushort port, VlanId tag, ReadOnlySpan<byte> frame) => Received.Add((now, frame[0]));
}
