using System.Diagnostics;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A throw-away node namespace, and one far namespace in which the other ends of its cables are.</summary>
public sealed class Bench : IDisposable
{
    private static int _count;

    private readonly List<IDisposable> _owned = [];
    private readonly List<string> _namespaces = [];

    public Bench()
    {
        int number = Interlocked.Increment(ref _count);
        Node = Namespace($"wdt{Environment.ProcessId}n{number}");
        Far = Namespace($"wdt{Environment.ProcessId}f{number}");

        // Nothing but what tests send: the kernel's own neighbour discovery would be counted too.
        Exec(Far, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1");
        Sender = NetworkNamespace.Run(Far, () => new FrameSender());
        _owned.Add(Sender);
    }

    public string Node { get; }

    public string Far { get; }

    /// <summary>Sends out of the far ends.</summary>
    public FrameSender Sender { get; }

    public string Namespace(string name)
    {
        NetworkNamespace.Create(name);
        _namespaces.Add(name);
        Command("ip", "-n", name, "link", "set", "lo", "up");
        return name;
    }

    /// <summary>A cable: <paramref name="port"/> in the node, the same name in the far namespace; both up.</summary>
    public void Cable(string port, MacAddress farMac = default)
    {
        NamespaceLinks.CreateVeth(new VethEnd(Node, port), new VethEnd(Far, port, farMac));
        NamespaceLinks.SetUp(Node, port, true);
        NamespaceLinks.SetUp(Far, port, true);

        // The kernel starts a link's queues a little after its carrier: until then frames vanish.
        byte[] probe = TestFrames.Ethernet("02:00:00:00:00:fe", "02:00:00:00:00:fd", 0x88B5);
        using Tap tap = NetworkNamespace.Run(Node, () => new Tap(InterfaceIndex.Of(port)));
        Eventually(
            () =>
            {
                Send(port, probe);
                tap.Poll();
                return tap.Frames.Count > 0;
            },
            "the cable carries frames");
    }

    /// <summary>A tap on the far end of a cable that sees every frame which the node sends there.</summary>
    public Tap Tap(string port)
    {
        Tap tap = NetworkNamespace.Run(Far, () => new Tap(InterfaceIndex.Of(port)));
        _owned.Add(tap);
        return tap;
    }

    public void Send(string port, byte[] frame, int vlan = 0)
    {
        int index = NetworkNamespace.Run(Far, () => InterfaceIndex.Of(port));
        Assert.Equal(0, Sender.Send(index, new VlanId(vlan), frame));
    }

    /// <summary>Sends so many frames as fast as it goes. Each is shown its number before.</summary>
    public void Flood(string port, byte[] frame, int vlan, int count, Action<int> before)
    {
        int index = NetworkNamespace.Run(Far, () => InterfaceIndex.Of(port));
        for (int i = 0; i < count; i++)
        {
            before(i);
            Assert.Equal(0, Sender.Send(index, new VlanId(vlan), frame));
        }
    }

    public T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    public string Ip(params string[] arguments) => Command("ip", ["-n", Node, .. arguments]);

    public string Exec(string where, params string[] command) => Command("ip", ["netns", "exec", where, .. command]);

    public static string Command(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}{output}");
    }

    /// <summary>Repeats a check until it holds; fails after ten seconds.</summary>
    public static void Eventually(Func<bool> check, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!check())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"never came true: {what}");
            Thread.Sleep(1);
        }
    }

    public void Dispose()
    {
        foreach (IDisposable item in _owned)
        {
            item.Dispose();
        }

        foreach (string name in _namespaces)
        {
            NetworkNamespace.Delete(name);
        }
    }
}
