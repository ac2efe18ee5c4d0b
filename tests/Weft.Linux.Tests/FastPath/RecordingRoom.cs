using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>Remembers how ports were when they were to be prepared.</summary>
internal sealed class RecordingRoom : IPortRoom
{
    /// <summary>Where the ports are, once that is known.</summary>
    internal FakeKernel? Kernel { get; set; }

    internal List<KernelLink> Seen { get; } = [];

    public void Prepare(PortPlan port, int interfaceIndex)
    {
        if (Kernel is { } kernel)
        {
            Seen.Add(kernel.LinkRows[interfaceIndex]);
        }
    }
}
