using System.Buffers.Binary;
using System.Diagnostics;
using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>Measures one daemon on this machine's kernel: its start, its memory, how fast it learns, and what its rules cost a frame.</summary>
internal sealed class DaemonBench(string prefix, Action<string> progress)
{
    private const int Starts = 20;
    private const int Hosts = 20_000;
    private const int HostsAtOnce = 500;
    private const int Rounds = 40;
    private const int FramesPerRound = 20_000;
    private const string SourceAddress = "10.1.255.11";
    private const string TargetAddress = "10.1.255.12";
    private const string SourceMac = "02:00:00:00:00:11";
    private const string TargetMac = "02:00:00:00:00:12";

    public DaemonBenchReport Run()
    {
        progress($"{Starts} starts");
        (double[] ready, long memory) = MeasureStarts();
        progress($"{Hosts} hosts");
        (double seconds, double bytes) = MeasureLearning();
        progress($"{Rounds} rounds of {FramesPerRound} frames, four ways");
        double[] frames = MeasureForwarding();
        return new DaemonBenchReport
        {
            ReadyMilliseconds = ready,
            ResidentBytes = memory,
            BinaryBytes = new FileInfo(Home.Daemon).Length,
            Hosts = Hosts,
            LearnSeconds = seconds,
            BytesPerHost = bytes,
            BridgedBareNanoseconds = frames[0],
            BridgedNanoseconds = frames[1],
            RoutedBareNanoseconds = frames[2],
            RoutedNanoseconds = frames[3],
        };
    }

    private (double[] Ready, long Memory) MeasureStarts()
    {
        double[] ready = new double[Starts];
        long memory = 0;
        for (int i = 0; i < Starts; i++)
        {
            using BenchLeaf leaf = new($"{prefix}s{i}");
            StatusReport status = leaf.Start();
            ready[i] = status.ReadyAfterSeconds * 1000;
            memory = Math.Max(memory, status.ResidentBytes);
        }

        Array.Sort(ready);
        return (ready, memory);
    }

    // In parts, so that the socket's buffer holds what waits: a real network does not announce all of its hosts in one instant.
    private (double Seconds, double BytesPerHost) MeasureLearning()
    {
        using BenchLeaf leaf = new(prefix + "h");
        long before = leaf.Start().ResidentBytes;
        byte[] frame = Announcement();
        long start = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < Hosts;)
        {
            for (int i = 0; i < HostsAtOnce; i++, sent++)
            {
                Stamp(frame, (uint)sent + 1);
                leaf.Sender.Send(leaf.Port, VlanId.Untagged, frame);
            }

            int expected = sent;
            leaf.Await(status => status.HostsConfirmed >= expected);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long after = leaf.Await(_ => true).ResidentBytes;
        return (seconds, (double)(after - before) / Hosts);
    }

    // Bare and ruled in turns, and the least of many rounds: other work on the machine only ever adds.
    private double[] MeasureForwarding()
    {
        using BenchLeaf bare = new(prefix + "b");
        using BenchLeaf ruled = new(prefix + "w");
        string routerMac = bare.MakeBare();
        bare.Know(TargetAddress, TargetMac);
        ruled.Start();
        ruled.Sender.Send(ruled.Port, VlanId.Untagged, Announcement(SourceMac, SourceAddress));
        ruled.Sender.Send(ruled.OtherPort, VlanId.Untagged, Announcement(TargetMac, TargetAddress));
        ruled.Await(status => status.HostsConfirmed == 2);
        double[] least = [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue];
        for (int round = 0; round < Rounds; round++)
        {
            least[0] = Math.Min(least[0], Blast(bare, TargetMac));
            least[1] = Math.Min(least[1], Blast(ruled, TargetMac));
            least[2] = Math.Min(least[2], Blast(bare, routerMac));
            least[3] = Math.Min(least[3], Blast(ruled, BenchLeaf.GatewayMac));
        }

        return least;
    }

    private static double Blast(BenchLeaf leaf, string destination)
    {
        byte[] frame = Datagram(destination);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < FramesPerRound; i++)
        {
            leaf.Sender.Send(leaf.Port, VlanId.Untagged, frame);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / FramesPerRound;
    }

    private static byte[] Announcement(string mac, string address)
    {
        byte[] frame = Announcement();
        foreach (int offset in new[] { 6, 22 })
        {
            MacAddress.Parse(mac).Write(frame.AsSpan(offset));
        }

        foreach (int offset in new[] { 28, 38 })
        {
            IpAddress.Parse(address).Write(frame.AsSpan(offset));
        }

        return frame;
    }

    /// <summary>A gratuitous ARP request; who it is about is stamped in.</summary>
    private static byte[] Announcement()
    {
        byte[] frame = new byte[60];
        MacAddress.Broadcast.Write(frame);
        new byte[] { 0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 1 }.CopyTo(frame, 12);
        return frame;
    }

    private static void Stamp(byte[] frame, uint host)
    {
        foreach (int offset in new[] { 6, 22 })
        {
            MacAddress.FromValue(0x0210_0000_0000UL + host).Write(frame.AsSpan(offset));
        }

        foreach (int offset in new[] { 28, 38 })
        {
            IpAddress.Ipv4(0x0A01_0100 + host).Write(frame.AsSpan(offset));
        }
    }

    private static byte[] Datagram(string destination)
    {
        byte[] frame = new byte[64];
        MacAddress.Parse(destination).Write(frame);
        MacAddress.Parse(SourceMac).Write(frame.AsSpan(6));
        new byte[] { 0x08, 0, 0x45, 0, 0, 50, 0, 0, 0, 0, 64, 17 }.CopyTo(frame, 12);
        IpAddress.Parse(SourceAddress).Write(frame.AsSpan(26));
        IpAddress.Parse(TargetAddress).Write(frame.AsSpan(30));
        uint sum = 0;
        for (int i = 14; i < 34; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(i));
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(24), (ushort)~((sum & 0xFFFF) + (sum >> 16)));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(36), 9);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(38), 30);
        return frame;
    }
}
