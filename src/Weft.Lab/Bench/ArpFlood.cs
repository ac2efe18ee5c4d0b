using System.Diagnostics;
using Weft.Linux;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>A host that announces addresses that are not its own, each from another MAC, at a steady rate. Runs on a thread of its own until it is disposed.</summary>
public sealed class ArpFlood : IDisposable
{
    private const int Lies = 4096;
    private const ulong FirstMac = 0x0266_0000_0000;

    private readonly FrameBurst _burst;
    private readonly Thread _thread;
    private readonly int _perSecond;
    private long _sent;
    private volatile bool _stop;

    /// <summary>Begins to flood from a host's namespace. <paramref name="network"/> is the first address that is claimed.</summary>
    public ArpFlood(string host, IpAddress network, int perSecond)
    {
        _perSecond = perSecond;
        byte[][] frames = [.. Enumerable.Range(0, Lies).Select(number => Lie(network, number))];
        _burst = NetworkNamespace.Run(host, () => new FrameBurst(InterfaceIndex.Of(LabTopologyBuilder.HostInterface), frames));
        _thread = new Thread(Flood) { IsBackground = true, Name = "flood" };
        _thread.Start();
        Started = Stopwatch.GetTimestamp();
    }

    /// <summary>Frames that left in a second, so far.</summary>
    public double Rate => Interlocked.Read(ref _sent) / Stopwatch.GetElapsedTime(Started).TotalSeconds;

    private long Started { get; }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _burst.Dispose();
    }

    private static byte[] Lie(IpAddress network, int number)
    {
        byte[] frame = new byte[60];
        IpAddress address = IpAddress.FromBits(AddressFamily.Ipv4, network.Bits + (uint)(2 + (number % 200)));
        MacAddress mac = MacAddress.FromValue(FirstMac + (ulong)number);
        FrameWriter.Arp(frame, MacAddress.Broadcast, mac, new ArpPacket(ArpOperation.Request, mac, address, MacAddress.Zero, address));
        return frame;
    }

    private void Flood()
    {
        long start = Stopwatch.GetTimestamp();
        long due = 0;
        int next = 0;
        while (!_stop)
        {
            long owed = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * _perSecond) - due;
            if (owed < FrameBurst.CallLength)
            {
                Thread.Sleep(TimeSpan.FromMicroseconds(200));
                continue;
            }

            // What could not be sent in time is not made up for.
            due += Math.Max(FrameBurst.CallLength, owed - (_perSecond / 10));
            Interlocked.Add(ref _sent, _burst.Send(next, FrameBurst.CallLength));
            next = (next + FrameBurst.CallLength) % Lies;
        }
    }
}
