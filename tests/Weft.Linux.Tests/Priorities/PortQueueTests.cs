namespace Weft.Linux.Tests;

/// <summary>What becomes of the queues of ports, on the real kernel.</summary>
public sealed class PortQueueTests : IDisposable
{
    private const string Setting = "/proc/sys/net/core/default_qdisc";

    // Every kernel has this one, and it takes packets as they come.
    private const string Plain = "pfifo";

    private readonly ScratchNamespace _namespace = new();
    private readonly string _before = File.ReadAllText(Setting).Trim();

    public PortQueueTests() => File.WriteAllText(Setting, Plain);

    [Fact]
    public void A_queue_that_nobody_chose_takes_packets_by_class_from_now_on()
    {
        Add("one", 1);
        Assert.Equal("qdisc pfifo 0: root", Root("one"));
        Assert.Empty(Prepare("one"));
        Assert.Matches("^qdisc pfifo_fast [0-9a-f]+: root$", Root("one"));
    }

    [Fact]
    public void All_queues_of_a_port_with_several_do()
    {
        Add("many", 3);
        Assert.Equal("qdisc mq 0: root", Root("many"));
        Assert.Empty(Prepare("many"));
        Assert.Equal("qdisc mq 57: root", Root("many"));
        Assert.Equal(["57:1 pfifo_fast", "57:2 pfifo_fast", "57:3 pfifo_fast"], Children("many"));
        Assert.Empty(Prepare("many"));
        Assert.Equal("qdisc mq 57: root", Root("many"));
    }

    [Fact]
    public void What_an_operator_chose_stays_and_is_told_when_it_heeds_no_priority()
    {
        Add("one", 1);
        Tc("qdisc", "add", "dev", "one", "root", "handle", "9:", "pfifo");
        Assert.Equal(["pfifo"], Prepare("one"));
        Assert.Equal("qdisc pfifo 9: root", Root("one"));
        Tc("qdisc", "replace", "dev", "one", "root", "handle", "8:", "pfifo_fast");
        Assert.Empty(Prepare("one"));
        Assert.Equal("qdisc pfifo_fast 8: root", Root("one"));
    }

    [Fact]
    public void A_port_that_never_holds_packets_stays_as_it_is()
    {
        NamespaceLinks.CreateVeth(new VethEnd(_namespace.Name, "left"), new VethEnd(_namespace.Name, "right"));
        NamespaceLinks.SetUp(_namespace.Name, "left", true);
        Assert.Empty(Prepare("left"));
        Assert.Equal("qdisc noqueue 0: root", Root("left"));
    }

    public void Dispose()
    {
        // Another run of this test beside this one may have been there first.
        File.WriteAllText(Setting, _before == Plain ? "pfifo_fast" : _before);
        _namespace.Dispose();
    }

    private void Add(string name, int queues)
    {
        Bench.Command("ip", "-n", _namespace.Name, "link", "add", name, "numtxqueues", $"{queues}", "type", "ifb");
        Bench.Command("ip", "-n", _namespace.Name, "link", "set", name, "up");
    }

    private string[] Prepare(string port) => NetworkNamespace.Run(_namespace.Name, () =>
    {
        using PortQueues queues = new();
        return queues.Prepare([InterfaceIndex.Of(port)]).Select(item => item.Value).ToArray();
    });

    private string Root(string port) =>
        string.Join(' ', Lines(port).Single(line => line.Contains(" root", StringComparison.Ordinal)).Split(' ')[..4]);

    private string[] Children(string port) =>
        [.. Lines(port).Select(line => line.Split(' ')).Where(words => words[3] == "parent").Select(words => $"{words[4]} {words[1]}").Order(StringComparer.Ordinal)];

    private string[] Lines(string port) => Tc("qdisc", "show", "dev", port).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Tc(params string[] words) => Bench.Command("tc", ["-n", _namespace.Name, .. words]);
}
