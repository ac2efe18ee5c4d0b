namespace Weft.Linux;

/// <summary>Programs at interfaces as links. They need no place, nothing is lost when they come and go, and none is left behind by a daemon that was killed.</summary>
internal sealed class PortLinks : IPortPrograms
{
    private readonly Dictionary<(int Interface, uint Side), EbpfLink> _links = [];
    private readonly HashSet<uint> _own = [];

    /// <inheritdoc/>
    public uint PortId => 0;

    /// <inheritdoc/>
    public KernelResult Attach(int interfaceIndex, uint side, EbpfProgram program)
    {
        if (_links.TryGetValue((interfaceIndex, side), out EbpfLink? former))
        {
            KernelResult replaced = former.Replace(program);
            if (replaced.Error != Errno.NoLink)
            {
                return replaced;
            }

            // Somebody took it away.
            Forget(interfaceIndex, side, former);
        }

        using ShortGracePeriod? hurry = ShortGracePeriod.TryBegin();
        KernelResult made = EbpfLink.Create(interfaceIndex, PlaceOf(side), program, out EbpfLink? link);
        if (link is not null)
        {
            _links.Add((interfaceIndex, side), link);
            _own.Add(link.Id);
        }

        return made;
    }

    /// <inheritdoc/>
    public void Remove(IEnumerable<int> interfaces, uint side)
    {
        foreach (int index in interfaces)
        {
            if (_links.TryGetValue((index, side), out EbpfLink? link))
            {
                Forget(index, side, link);
            }
        }
    }

    /// <inheritdoc/>
    public bool IsOwn(uint link) => _own.Contains(link);

    public void Dispose()
    {
        foreach (((int index, uint side), EbpfLink link) in _links.ToArray())
        {
            Forget(index, side, link);
        }
    }

    private static uint PlaceOf(uint side) => side == TrafficControlCodes.Ingress ? EbpfCalls.Ingress : EbpfCalls.Egress;

    private void Forget(int interfaceIndex, uint side, EbpfLink link)
    {
        using ShortGracePeriod? hurry = ShortGracePeriod.TryBegin();
        _links.Remove((interfaceIndex, side));
        _own.Remove(link.Id);
        link.Dispose();
    }
}
