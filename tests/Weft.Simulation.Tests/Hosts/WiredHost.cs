using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>A simulated host on a <see cref="HostWire"/>, and what it noticed.</summary>
internal sealed class WiredHost(HostWire wire, HostStack stack) : IHostEffects
{
    public HostStack Stack { get; } = stack;

    public List<(Instant At, ProbeArrival Probe)> Arrivals { get; } = [];

    public List<StackEvent> Events { get; } = [];

    public NudState? StateOf(string address) =>
        Stack.TryGetNeighbor(wire.Now, IpAddress.Parse(address), out NeighborView neighbor) ? neighbor.State : null;

    public MacAddress? MacOf(string address) =>
        Stack.TryGetNeighbor(wire.Now, IpAddress.Parse(address), out NeighborView neighbor) && neighbor.HasMac ? neighbor.Mac : null;

    public void Hears(byte[] frame) => Stack.Receive(wire.Now, frame, this);

    public void Send(ReadOnlySpan<byte> frame) => wire.Send(this, frame.ToArray());

    public void Arrived(in ProbeArrival probe) => Arrivals.Add((wire.Now, probe));

    public void Emit(in StackEvent stackEvent) => Events.Add(stackEvent);
}
