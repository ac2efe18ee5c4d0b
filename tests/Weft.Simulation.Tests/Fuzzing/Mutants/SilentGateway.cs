using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Does not answer for the gateway or for hosts elsewhere.</summary>
internal sealed class SilentGateway : INodeSeam
{
    public bool Sends(PortIndex port, ReadOnlySpan<byte> frame) => !MacAddress.Read(frame[6..]).IsVirtualRouter || !DeafToAnswers.IsAnswer(frame);
}
