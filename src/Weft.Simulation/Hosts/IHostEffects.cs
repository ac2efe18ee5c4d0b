namespace Weft.Simulation;

/// <summary>What a simulated host does to the world.</summary>
public interface IHostEffects
{
    /// <summary>Sends an untagged Ethernet frame without FCS, borrowed for the call.</summary>
    void Send(ReadOnlySpan<byte> frame);

    /// <summary>A probe of a flow reached this host's application.</summary>
    void Arrived(in ProbeArrival probe);

    /// <summary>The host has noticed something that stories and checkers ask about.</summary>
    void Emit(in StackEvent stackEvent);
}
