using System.Collections.Immutable;

namespace Weft.Linux;

/// <summary>The queues of ports. Where nobody has chosen one and the kernel's default takes packets in the order of their arrival or by flow, it becomes <c>pfifo_fast</c>, which every
/// kernel has and which takes them by class; what an operator has chosen stays. Works in the network namespace of the thread that makes it.</summary>
public sealed class PortQueues : IDisposable
{
    private const uint Root = 0xFFFF_FFFF;
    private const int MinorBits = 16;

    // Ours, if a port has several queues: without a handle the kernel does not let its queues be named.
    private const uint ManyHandle = 0x57u << MinorBits;
    private const string Bands = "pfifo_fast";
    private const string Many = "mq";

    // What takes packets by class, is told by its operator how to, or never holds any.
    private static readonly ImmutableArray<string> s_heeding = [Bands, "prio", "mqprio", "taprio", "ets", "htb", "hfsc", "cake", "noqueue", Many];

    private readonly NetlinkConnection _connection = new(NetlinkProtocol.Route);

    /// <summary>Makes ports queue by class. Changing a queue costs what waits in it, so this comes best before anything is forwarded.</summary>
    /// <param name="interfaces">Interface indices.</param>
    /// <returns>Ports whose operator chose a queue that does not heed classes, with its kind.</returns>
    public ImmutableArray<KeyValuePair<int, string>> Prepare(IEnumerable<int> interfaces)
    {
        ILookup<int, PortQueue> queues = Read().ToLookup(queue => queue.InterfaceIndex);
        ImmutableArray<KeyValuePair<int, string>>.Builder heedless = ImmutableArray.CreateBuilder<KeyValuePair<int, string>>();
        foreach (int port in interfaces)
        {
            PortQueue[] own = [.. queues[port]];
            PortQueue root = Array.Find(own, queue => queue.Parent == Root);
            if (root.Kind == Many)
            {
                PrepareMany(port, root, [.. own.Where(queue => queue.Parent != Root)]);
            }
            else if (root.Kind is not null && !s_heeding.Contains(root.Kind))
            {
                if (root.Handle == 0)
                {
                    Replace(port, Root, 0, Bands);
                }
                else
                {
                    heedless.Add(new KeyValuePair<int, string>(port, root.Kind));
                }
            }
        }

        return heedless.DrainToImmutable();
    }

    /// <summary>All queues of all interfaces.</summary>
    internal List<PortQueue> Read()
    {
        List<PortQueue> found = [];
        _connection.Begin(TrafficControlCodes.GetQdisc, NetlinkFlags.Dump);
        _connection.Builder.Header(default(TrafficControlHeader));
        _connection.Builder.End();
        _connection.Dump<PortQueue>(found, TryRead);
        return found;
    }

    public void Dispose() => _connection.Dispose();

    private void PrepareMany(int port, in PortQueue root, PortQueue[] children)
    {
        PortQueue[] heedless = [.. children.Where(child => child.Handle == 0 && !s_heeding.Contains(child.Kind))];
        if (heedless.Length == 0)
        {
            return;
        }

        uint handle = root.Handle;
        if (handle == 0)
        {
            handle = ManyHandle;
            Replace(port, Root, handle, Many);
        }

        foreach (PortQueue child in heedless)
        {
            Replace(port, handle | (child.Parent & ((1u << MinorBits) - 1)), 0, Bands);
        }
    }

    private void Replace(int port, uint parent, uint handle, string kind)
    {
        _connection.Begin(TrafficControlCodes.NewQdisc, NetlinkFlags.Create | NetlinkFlags.Replace);
        _connection.Builder.Header(new TrafficControlHeader(port, handle, parent, 0));
        _connection.Builder.Add(TrafficControlCodes.Kind, kind);
        _connection.Builder.End();
        KernelResult result = _connection.Submit();
        if (result.Error != Errno.NoDevice)
        {
            result.ThrowIfFailed($"make interface {port} queue by {kind}");
        }
    }

    private static bool TryRead(NetlinkMessage message, out PortQueue queue)
    {
        queue = default;
        if (!message.TryHeader(out TrafficControlHeader header))
        {
            return false;
        }

        foreach (NetlinkAttribute attribute in message.Attributes<TrafficControlHeader>())
        {
            if (attribute.Type == TrafficControlCodes.Kind)
            {
                queue = new PortQueue(header.InterfaceIndex, header.Handle, header.Parent, attribute.Text);
                return true;
            }
        }

        return false;
    }
}
