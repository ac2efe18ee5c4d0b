namespace Weft.Linux;

/// <summary>A way to get programs of ours to interfaces, one at each side.</summary>
internal interface IPortPrograms : IDisposable
{
    /// <summary>What netlink notifications of changes made here carry; 0 when there are none.</summary>
    uint PortId { get; }

    /// <summary>Puts a program at an interface, in place of a former one. Does no harm when it is there.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="side">What it sees: <see cref="TrafficControlCodes.Ingress"/> or <see cref="TrafficControlCodes.Egress"/>.</param>
    /// <param name="program">The program.</param>
    KernelResult Attach(int interfaceIndex, uint side, EbpfProgram program);

    /// <summary>Takes our programs from interfaces; where there is none, nothing happens.</summary>
    void Remove(IEnumerable<int> interfaces, uint side);

    /// <summary>Whether a link that the kernel lists at an interface was made here.</summary>
    bool IsOwn(uint link);
}
