using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>The TCP-like stream: one connection, every octet in place, and how long an outage lets it wait.</summary>
public sealed class StreamTests
{
    private const ushort Port = 8001;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(1);
    private readonly HostWire _wire = new();
    private readonly WiredHost _a;
    private readonly WiredHost _b;

    public StreamTests()
    {
        _a = _wire.Add("a", 1, "10.1.0.11/24", "2001:db8:1::11/64");
        _b = _wire.Add("b", 2, "10.1.0.12/24", "2001:db8:1::12/64");
        _wire.Run(TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("10.1.0.12")]
    [InlineData("2001:db8:1::12")]
    public void Everything_that_is_written_arrives_in_order(string destination)
    {
        (StreamSender sender, StreamReceiver receiver) = Open(destination);
        _wire.Run(TimeSpan.FromSeconds(10));
        Assert.InRange(sender.Sent, 9_990 * StreamSender.ChunkLength, 10_001 * StreamSender.ChunkLength);
        Finish(sender);
        Assert.Equal(sender.Sent, receiver.Received);
        Assert.Equal((StreamFault.None, StreamFault.None, 0L), (sender.Fault, receiver.Fault, sender.Repeated));
        Assert.InRange(receiver.LongestGap(_wire.Now), s_interval, TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public void One_lost_segment_is_repeated_after_three_answers_that_repeat_themselves()
    {
        (StreamSender sender, StreamReceiver receiver) = Open("10.1.0.12");
        _wire.Run(TimeSpan.FromSeconds(1));
        receiver.Restart();
        LoseDataOnce();
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(1, sender.Repeated);
        Assert.InRange(receiver.LongestGap(_wire.Now), TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(4.1));
    }

    [Fact]
    public void A_long_outage_is_over_at_the_first_repetition_after_it_each_twice_as_late_as_the_one_before()
    {
        (StreamSender sender, StreamReceiver receiver) = Open("10.1.0.12");
        _wire.Run(TimeSpan.FromSeconds(1));
        _wire.Sent.Clear();
        receiver.Restart();
        Instant cut = _wire.Now;
        _wire.Loses = IsTcp;
        _wire.Run(TimeSpan.FromSeconds(1));
        _wire.Loses = null;
        _wire.Run(TimeSpan.FromSeconds(2));

        // About 200 ms after the last progress, then 400, then 800 later.
        Instant[] repeated = [.. _wire.Sent.Where(item => item.From == "a" && IsTcp(item.Frame) && item.At > cut + TimeSpan.FromMilliseconds(100)).Select(item => item.At).Take(3)];
        Assert.InRange(repeated[0] - cut, TimeSpan.FromMilliseconds(199), TimeSpan.FromMilliseconds(203));
        Assert.InRange((repeated[1] - repeated[0]).TotalMilliseconds, 399, 403);
        Assert.InRange((repeated[2] - repeated[1]).TotalMilliseconds, 799, 803);
        Assert.InRange(receiver.LongestGap(_wire.Now), TimeSpan.FromSeconds(1.39), TimeSpan.FromSeconds(1.41));
        Finish(sender);
        Assert.Equal(sender.Sent, receiver.Received);
    }

    [Fact]
    public void An_opening_that_is_lost_is_repeated_after_one_two_and_four_seconds_and_given_up_after_six_times()
    {
        WiredHost c = _wire.Add("c", 3, "10.1.0.13/24");
        _a.Stack.Ask(IpAddress.Parse("10.1.0.13"), _a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        _wire.Sent.Clear();
        _wire.Loses = IsTcp;
        Instant began = _wire.Now;
        StreamSender sender = _a.Stack.Connect(_wire.Now, IpAddress.Parse("10.1.0.13"), Port, s_interval, _a);
        Assert.NotNull(c);
        _wire.RunUntil(new Instant((began + TimeSpan.FromSeconds(127)).Nanoseconds - 1));
        double[] times = [.. _wire.Sent.Where(item => IsTcp(item.Frame)).Select(item => Math.Round((item.At - began).TotalSeconds, 3))];
        Assert.Equal([0, 1, 3, 7, 15, 31, 63], times);
        Assert.Equal(StreamFault.None, sender.Fault);
        _wire.RunUntil(began + TimeSpan.FromSeconds(127));
        Assert.Equal(StreamFault.TimedOut, sender.Fault);
    }

    [Fact]
    public void Nobody_at_the_port_refuses_the_connection()
    {
        StreamSender sender = _a.Stack.Connect(_wire.Now, IpAddress.Parse("10.1.0.12"), 9, s_interval, _a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal((StreamFault.Refused, false), (sender.Fault, sender.IsConnected));
    }

    [Fact]
    public void A_receiver_that_was_restarted_resets_the_connection()
    {
        (StreamSender sender, _) = Open("10.1.0.12");
        _wire.Run(TimeSpan.FromSeconds(1));
        _b.Stack.ShutDown();
        _b.Stack.Boot(_wire.Now, _b);
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(StreamFault.Reset, sender.Fault);
    }

    [Fact]
    public void A_receiver_that_is_frozen_and_thawed_keeps_the_connection()
    {
        (StreamSender sender, StreamReceiver receiver) = Open("10.1.0.12");
        _wire.Run(TimeSpan.FromSeconds(1));
        receiver.Restart();
        _b.Stack.Freeze(_wire.Now);
        _wire.Run(TimeSpan.FromMilliseconds(60));
        _b.Stack.Thaw(_wire.Now);
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.InRange(receiver.LongestGap(_wire.Now), TimeSpan.FromMilliseconds(190), TimeSpan.FromMilliseconds(210));
        Finish(sender);
        Assert.Equal(sender.Sent, receiver.Received);
    }

    [Fact]
    public void An_octet_that_is_not_the_one_that_was_sent_ends_the_stream()
    {
        (StreamSender sender, StreamReceiver receiver) = Open("10.1.0.12");
        _wire.Run(TimeSpan.FromMilliseconds(100));
        byte[] frame = [.. _wire.Sent.Last(item => item.From == "a" && IsTcp(item.Frame)).Frame];
        _wire.Run(TimeSpan.FromMilliseconds(5));

        // A later segment with the octets of an earlier one: only its place is wrong.
        Span<byte> segment = frame.AsSpan(EthernetHeader.Length + Ipv4Header.Length);
        Assert.Equal(TcpFault.None, TcpView.TryParse(segment, out TcpView view));
        TcpHeader header = view.Header with { Sequence = view.Sequence + 1_000 };
        header.Write(segment, IpAddress.Parse("10.1.0.11"), IpAddress.Parse("10.1.0.12"));
        _b.Hears(frame);
        Assert.Equal((StreamFault.WrongOctet, StreamFault.None), (receiver.Fault, sender.Fault));
    }

    [Fact]
    public void Answers_keep_the_neighbour_reachable_without_a_question()
    {
        Open("10.1.0.12");
        _wire.Run(TimeSpan.FromSeconds(1));
        _wire.Sent.Clear();
        _wire.Run(TimeSpan.FromSeconds(100));
        Assert.Equal(NudState.Reachable, _a.StateOf("10.1.0.12"));
        Assert.DoesNotContain(_wire.Sent, item => item.Frame[12] == 8 && item.Frame[13] == 6);
    }

    /// <summary>Whatever is lost, the stream never delivers a wrong octet, and delivers all once the network is whole again.</summary>
    [Fact]
    public void Whatever_is_lost_all_arrives_in_the_end() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 60]).Sample((seed, percent) =>
        {
            StreamTests world = new();
            RandomSource random = new(seed);
            (StreamSender sender, StreamReceiver receiver) = world.Open("10.1.0.12");
            world._wire.Loses = frame => IsTcp(frame) && random.Next(100) < percent;
            world._wire.Run(TimeSpan.FromSeconds(20));
            world._wire.Loses = null;
            sender.StopWriting();
            world._wire.Run(TimeSpan.FromSeconds(300));
            if (sender.IsConnected)
            {
                Assert.Equal((StreamFault.None, StreamFault.None), (sender.Fault, receiver.Fault));
                Assert.Equal(sender.Sent, receiver.Received);
                Assert.Equal(sender.Sent, sender.Acknowledged);
            }
        }, iter: 40, threads: 1);

    private (StreamSender Sender, StreamReceiver Receiver) Open(string destination)
    {
        StreamReceiver receiver = _b.Stack.Listen(Port);
        StreamSender sender = _a.Stack.Connect(_wire.Now, IpAddress.Parse(destination), Port, s_interval, _a);
        return (sender, receiver);
    }

    private void Finish(StreamSender sender)
    {
        sender.StopWriting();
        _wire.Run(TimeSpan.FromSeconds(1));
    }

    private void LoseDataOnce()
    {
        bool lost = false;
        _wire.Loses = frame =>
        {
            bool now = !lost && IsTcp(frame) && MacAddress.Read(frame) == HostWire.Mac(2);
            lost |= now;
            return now;
        };
    }

    private static bool IsTcp(byte[] frame) => frame.Length > 23 && frame[12] == 8 && frame[13] == 0 && frame[23] == (byte)IpProtocol.Tcp;
}
