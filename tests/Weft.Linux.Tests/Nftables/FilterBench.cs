using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The leaf of <see cref="FilterPlan"/> on the real kernel: plain bridges vlan10 and vlan30 with their gateways, and the rule set.</summary>
public class FilterBench : IDisposable, IFirstPacketSink
{
    public const string Mac4 = "00:00:5e:00:01:0a";
    public const string Mac6 = "00:00:5e:00:02:0a";

    public FilterBench()
        : this(FilterPlan.Leaf)
    {
    }

    protected FilterBench(NodePlan plan)
    {
        Bench.Exec(Bench.Node, "sysctl", "-qw",
            "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv4.conf.all.send_redirects=0",
            "net.ipv4.conf.default.send_redirects=0", "net.ipv6.conf.default.accept_dad=0");
        foreach (string setting in new[] { "iptables", "ip6tables", "arptables" })
        {
            if (File.Exists($"/proc/sys/net/bridge/bridge-nf-call-{setting}"))
            {
                Bench.Exec(Bench.Node, "sysctl", "-qw", $"net.bridge.bridge-nf-call-{setting}=0");
            }
        }

        foreach (string port in new[] { "swp1", "swp2", "trk1", "swp3", "isw1" })
        {
            Bench.Cable(port);
        }

        MakeBridge("vlan10", "0a", "10.1.0.1/24", "2001:db8:1::1/64", "swp1", "swp2", "trk1");
        MakeBridge("vlan30", "1e", "10.3.0.1/24", "2001:db8:3::1/64", "swp3", "isw1");
        NetworkNamespace.Run(Bench.Node, () => NftLibrary.Load(plan));
        Sets = Bench.Own(NetworkNamespace.Run(Bench.Node, () => new FilterSets(plan)));
        Dictionary<int, PortIndex> ports = NetworkNamespace.Run(Bench.Node, () => plan.Ports
            .Where(port => InterfaceIndex.Find(port.Name) > 0).ToDictionary(port => InterfaceIndex.Of(port.Name), port => port.Index));
        Log = Bench.Own(NetworkNamespace.Run(
            Bench.Node, () => new FirstPacketLog(plan, index => ports.GetValueOrDefault(index, PortIndex.None))));
    }

    public Bench Bench { get; } = new();

    public FilterSets Sets { get; }

    public FirstPacketLog Log { get; }

    public List<FirstPacket> Reported { get; } = [];

    public int IndexOf(string port) => NetworkNamespace.Run(Bench.Node, () => InterfaceIndex.Of(port));

    /// <summary>Sends a frame and then one that surely passes, and tells whether the first came out of another port.</summary>
    public bool Passes(string from, string to, byte[] frame, int vlan = 0)
    {
        using Tap tap = NetworkNamespace.Run(Bench.Far, () => new Tap(InterfaceIndex.Of(to)));
        byte[] marker = TestFrames.Ethernet("ff:ff:ff:ff:ff:ff", "02:00:00:00:00:77", 0x88B5, [.. Guid.NewGuid().ToByteArray()]);
        Bench.Send(from, frame, vlan);
        Bench.Send(from, marker, vlan);
        return tap.Until(marker.AsSpan(14, 16).ToArray()).Any(seen => seen.AsSpan(12).SequenceEqual(frame.AsSpan(12)));
    }

    /// <summary>Takes reports until one satisfies the condition.</summary>
    public FirstPacket AwaitReport(Func<FirstPacket, bool> wanted)
    {
        Bench.Eventually(
            () =>
            {
                Log.Receive(this);
                return Reported.Any(wanted);
            },
            "the first packet is reported");
        return Reported.First(wanted);
    }

    /// <summary>The value of a named counter of the rule set.</summary>
    public long Counter(string name)
    {
        string text = Bench.Exec(Bench.Node, "nft", "list", "counter", "bridge", "weft", name);
        string[] words = text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(words[Array.IndexOf(words, "packets") + 1]);
    }

    void IFirstPacketSink.FirstPacketSeen(in FirstPacket packet) => Reported.Add(packet);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Bench.Dispose();

    private void MakeBridge(string name, string vrid, string gateway4, string gateway6, params string[] ports)
    {
        Bench.Ip("link", "add", "name", name, "type", "bridge");
        foreach (string port in ports)
        {
            Bench.Ip("link", "set", port, "master", name);
        }

        Bench.Ip("link", "set", name, "up");
        Bench.Ip("addr", "add", gateway4, "dev", name);
        Bench.Ip("addr", "add", gateway6, "dev", name, "nodad");
        foreach (string group in new[] { "01", "02" })
        {
            Bench.Command("bridge", "-n", Bench.Node, "fdb", "add", $"00:00:5e:00:{group}:{vrid}", "dev", name, "self", "local");
        }
    }
}
