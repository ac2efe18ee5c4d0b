using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>One node of the test world.</summary>
internal sealed class NodeRunner(NodeWorld world, NodePlan plan) : INodeEffects
{
    public string Name => Plan.Node.Name;

    public NodePlan Plan { get; } = plan;

    public Switch Switch { get; set; } = new(plan, seed: (ulong)plan.Node.Index);

    public List<NodeEvent> Events { get; } = [];

    /// <summary>False while the daemon is dead.</summary>
    public bool Alive { get; set; } = true;

    public MacAddress MacOf(PortIndex port) => MacAddress.FromValue(0x02AA_0000_0000 | ((ulong)Plan.Node.Index << 8) | port.Value);

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => world.Transmit(this, port, tag, frame.ToArray());

    public void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
    }

    public void Forget(in FirstPacket packet)
    {
    }

    public void Emit(Instant now, NodeEvent nodeEvent) => Events.Add(nodeEvent);

    /// <summary>Handles an input and everything it makes due at once.</summary>
    public void Handle(Instant now, in NodeInput input)
    {
        Switch.Handle(now, input, this);
        for (int i = 0; Switch.NextDeadline <= now; i++)
        {
            Assert.True(i < 1000, $"{Name} never comes to rest");
            Switch.Handle(now, NodeInput.Timer(), this);
        }
    }
}
