using Weft.Model;

namespace Weft.Linux;

/// <summary>Looks for filters of others on the long way. Frames on the fast path would not meet them, so there is none beside them.</summary>
public sealed class FastPathGuard(NodePlan plan) : IDisposable
{
    private const int ReceiveLength = 16 * 1024;

    // The old bridge filter has no list of its chains; its module is there only when somebody used it.
    private static readonly string[] s_oldTables = ["ebtable_broute", "ebtable_filter", "ebtable_nat"];

    private readonly NetlinkConnection _filters = new(NetlinkProtocol.Netfilter);
    private readonly PortFilters _ports = new(FilterSlot.FastPath);
    private readonly ForeignLinks? _links = EbpfLink.AreSupported() ? new ForeignLinks(plan) : null;
    private readonly NetlinkSocket _changes = Subscribe();
    private readonly byte[] _received = new byte[ReceiveLength];
    private bool _hasLooked;
    private string? _portObstacle;

    /// <summary>The fast path whose programs at ports are our own, while there is one.</summary>
    public FastPath? Own { get; set; }

    /// <summary>True when somebody else changed traffic control before the last look, or took a program of ours away.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>What is in the way, in words, or null.</summary>
    public string? FindObstacle()
    {
        IsTouched = TakeChanges();
        if (Array.Find(s_oldTables, table => Directory.Exists("/sys/module/" + table)) is { } module)
        {
            return $"ebtables filters bridged frames too ({module})";
        }

        try
        {
            return FindTable() is { } table ? $"table '{table}' filters bridged frames too" : FindPort();
        }
        catch (KernelException exception)
        {
            return $"other filters cannot be listed: {exception.Message}";
        }
    }

    public void Dispose()
    {
        _filters.Dispose();
        _ports.Dispose();
        _changes.Dispose();
    }

    /// <summary>Says where others see frames before bridge and packet filter do.</summary>
    internal static string ObstacleAt(PortPlan port) => $"{port.Name} has traffic control of its own";

    private string? FindTable()
    {
        List<string> tables = [];
        _filters.Begin(NetfilterCodes.GetChain, NetlinkFlags.Dump);
        _filters.Builder.Header(new NetfilterHeader(NetfilterCodes.BridgeFamily, 0));
        _filters.Builder.End();
        _filters.Dump<string>(tables, TryReadHook);
        return tables.Find(table => table != FilterNames.Table);
    }

    private static NetlinkSocket Subscribe()
    {
        NetlinkSocket socket = NetlinkSocket.Open(NetlinkProtocol.Route);
        socket.Join(NetlinkGroup.TrafficControl);
        return socket;
    }

    private bool TakeChanges()
    {
        bool touched = false;
        while (true)
        {
            int length = _changes.Receive(_received);
            if (length == -Errno.Again)
            {
                return touched;
            }

            // What was lost may have been anything.
            touched |= length < 0;
            NetlinkMessages messages = new(_received.AsSpan(0, Math.Clamp(length, 0, _received.Length)));
            while (messages.MoveNext())
            {
                touched |= messages.Current.PortId != (Own?.PortId ?? 0);
            }
        }
    }

    // Listing traffic control waits for a lock that plugging cables holds for long, so it is done only after changes.
    private string? FindPort()
    {
        if (!_hasLooked || IsTouched)
        {
            _portObstacle = LookAtPorts();
            _hasLooked = true;
        }

        string? withLinks = _links?.FindPort(Own);
        IsTouched |= _links?.LacksOwn == true;
        return _portObstacle ?? withLinks;
    }

    private string? LookAtPorts()
    {
        Dictionary<int, bool> interfaces = _ports.ReadInterfaces();
        foreach (PortPlan port in plan.Ports.Where(port => port.FacesHosts))
        {
            int index = InterfaceIndex.Find(port.Name);
            if (interfaces.TryGetValue(index, out bool isOld) && (isOld || _ports.HasOthers(index)))
            {
                return ObstacleAt(port);
            }
        }

        return null;
    }

    /// <summary>The table of a chain that the kernel calls itself.</summary>
    private static bool TryReadHook(NetlinkMessage message, out string table)
    {
        table = "";
        bool isCalled = false;
        foreach (NetlinkAttribute attribute in message.Attributes<NetfilterHeader>())
        {
            switch (attribute.Type)
            {
                case NetfilterCodes.ChainTable:
                    table = attribute.Text;
                    break;
                case NetfilterCodes.ChainHook:
                    isCalled = true;
                    break;
            }
        }

        return isCalled;
    }
}
