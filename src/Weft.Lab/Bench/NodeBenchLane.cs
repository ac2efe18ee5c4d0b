using System.Globalization;
using Weft.Linux;

namespace Weft.Lab;

/// <summary>A way from a sender to a receiver, and the packets per second that it carried while it was used.</summary>
internal sealed class NodeBenchLane : IDisposable
{
    private readonly FrameBurst _burst;
    private readonly string _receiver;
    private readonly string _interface;
    private int _next;
    private long _ticks;
    private long _countBefore;

    private NodeBenchLane(FrameBurst burst, string receiver, string interfaceName)
    {
        _burst = burst;
        _receiver = receiver;
        _interface = interfaceName;
    }

    /// <summary>A lane between interfaces of the same name in two namespaces.</summary>
    internal static NodeBenchLane Open(string sender, string receiver, string interfaceName, byte[][] frames) =>
        new(NetworkNamespace.Run(sender, () => new FrameBurst(InterfaceIndex.Of(interfaceName), frames)), receiver, interfaceName);

    /// <summary>Counts from here.</summary>
    internal void Restart()
    {
        _ticks = 0;
        _countBefore = Received();
    }

    /// <summary>Sends as fast as the kernel takes frames; it forwards them in the same breath.</summary>
    internal void Blast(TimeSpan length)
    {
        long start = Clock.Now;
        long now = start;
        while (now - start < length.Ticks)
        {
            _next += _burst.Send(_next, FrameBurst.CallLength);
            _next = _next >= _burst.Count ? 0 : _next;
            now = Clock.Now;
        }

        _ticks += now - start;
    }

    /// <summary>Packets per second that arrived since <see cref="Restart"/>, in the time that the lane was used.</summary>
    internal double TakeRate() => (Received() - _countBefore) / TimeSpan.FromTicks(_ticks).TotalSeconds;

    public void Dispose() => _burst.Dispose();

    // "eth0: octets packets …": what was received comes first.
    private long Received() => NetworkNamespace.Run(_receiver, () =>
    {
        string line = File.ReadLines("/proc/thread-self/net/dev").First(item => item.AsSpan().Trim().StartsWith(_interface + ":"));
        string[] columns = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(columns[1], CultureInfo.InvariantCulture);
    });
}
