using System.Buffers.Binary;

namespace Weft.Linux;

/// <summary>Programs at the ingress or egress of interfaces, as classifiers of traffic control. A program stays with its interface when its daemon
/// dies; the next one's takes its place in one step.</summary>
/// <param name="slot">Which of ours.</param>
internal sealed class PortFilters(FilterSlot slot) : IPortPrograms
{
    private const uint Handle = 1;
    private const ushort AllProtocols = 3;

    private readonly NetlinkConnection _connection = new(NetlinkProtocol.Route);

    // The protocol is in network byte order.
    private uint Information =>
        ((uint)slot << 16) | (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(AllProtocols) : AllProtocols);

    /// <inheritdoc/>
    public uint PortId => _connection.PortId;

    /// <summary>Makes the place for programs at an interface. One that is up loses for some milliseconds what it sends, so this comes best before anything is.</summary>
    public KernelResult MakePlace(int interfaceIndex)
    {
        _connection.Begin(TrafficControlCodes.NewQdisc, NetlinkFlags.Create | NetlinkFlags.Exclusive);
        _connection.Builder.Header(new TrafficControlHeader(interfaceIndex, TrafficControlCodes.ClsactHandle, TrafficControlCodes.Clsact, 0));
        _connection.Builder.Add(TrafficControlCodes.Kind, "clsact");
        _connection.Builder.End();
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult Attach(int interfaceIndex, uint side, EbpfProgram program)
    {
        KernelResult made = MakePlace(interfaceIndex);
        if (!made.Succeeded && made.Error != Errno.Exists)
        {
            return made;
        }

        _connection.Begin(TrafficControlCodes.NewFilter, NetlinkFlags.Create);
        _connection.Builder.Header(new TrafficControlHeader(interfaceIndex, Handle, side, Information));
        _connection.Builder.Add(TrafficControlCodes.Kind, "bpf");
        int options = _connection.Builder.BeginNest(TrafficControlCodes.Options);
        _connection.Builder.Add(TrafficControlCodes.BpfDescriptor, program.Descriptor);
        _connection.Builder.Add(TrafficControlCodes.BpfName, program.Name);
        _connection.Builder.Add(TrafficControlCodes.BpfFlags, TrafficControlCodes.BpfDirectAction);
        _connection.Builder.EndNest(options);
        _connection.Builder.End();
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public void Remove(IEnumerable<int> interfaces, uint side)
    {
        foreach (int index in interfaces)
        {
            _connection.Begin(TrafficControlCodes.DeleteFilter, NetlinkFlags.None);
            _connection.Builder.Header(new TrafficControlHeader(index, Handle, side, Information));
            _connection.Builder.Add(TrafficControlCodes.Kind, "bpf");
            _connection.Builder.End();
            _connection.Submit();
        }
    }

    /// <inheritdoc/>
    public bool IsOwn(uint link) => false;

    /// <summary>True when an interface has filters of somebody else for what comes in.</summary>
    public bool HasOthers(int interfaceIndex)
    {
        List<TrafficControlHeader> filters = [];
        _connection.Begin(TrafficControlCodes.GetFilter, NetlinkFlags.Dump);
        _connection.Builder.Header(new TrafficControlHeader(interfaceIndex, 0, TrafficControlCodes.Ingress, 0));
        _connection.Builder.End();
        _connection.Dump<TrafficControlHeader>(filters, TryReadFilter);
        return filters.Exists(filter => !Enum.IsDefined((FilterSlot)(filter.Information >> 16)));
    }

    /// <summary>Interfaces with a queueing discipline for what comes in, and whether it is of the older kind, which has no room for ours.</summary>
    public Dictionary<int, bool> ReadInterfaces()
    {
        List<KeyValuePair<int, bool>> found = [];
        _connection.Begin(TrafficControlCodes.GetQdisc, NetlinkFlags.Dump);
        _connection.Builder.Header(default(TrafficControlHeader));
        _connection.Builder.End();
        _connection.Dump<KeyValuePair<int, bool>>(found, TryReadQdisc);
        return new Dictionary<int, bool>(found);
    }

    public void Dispose() => _connection.Dispose();

    private static bool TryReadFilter(NetlinkMessage message, out TrafficControlHeader header) => message.TryHeader(out header);

    private static bool TryReadQdisc(NetlinkMessage message, out KeyValuePair<int, bool> found)
    {
        found = default;
        if (!message.TryHeader(out TrafficControlHeader header))
        {
            return false;
        }

        foreach (NetlinkAttribute attribute in message.Attributes<TrafficControlHeader>())
        {
            if (attribute.Type == TrafficControlCodes.Kind)
            {
                string kind = attribute.Text;
                found = new KeyValuePair<int, bool>(header.InterfaceIndex, kind == "ingress");
                return kind is "ingress" or "clsact";
            }
        }

        return false;
    }
}
