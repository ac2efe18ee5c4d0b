using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>A hub with a little delay between simulated hosts, in virtual time.</summary>
internal sealed class HostWire
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMicroseconds(10);

    private readonly List<WiredHost> _hosts = [];
    private readonly Queue<(Instant At, WiredHost From, byte[] Frame)> _flying = new();

    public Instant Now { get; private set; } = Instant.Zero;

    /// <summary>Every frame that was sent, with its time.</summary>
    public List<(Instant At, string From, byte[] Frame)> Sent { get; } = [];

    /// <summary>Drops frames on their way; null lets all through.</summary>
    public Func<byte[], bool>? Loses { get; set; }

    /// <summary>Adds a running host with a carrier.</summary>
    public WiredHost Add(string name, int number, params string[] addresses) => Add(name, number, new HostOptions(), addresses);

    public WiredHost Add(string name, int number, HostOptions options, params string[] addresses)
    {
        WiredHost host = new(this, new HostStack(
            new HostSetup
            {
                Name = name,
                Mac = Mac(number),
                Addresses = [.. addresses.Select(Parse)],
                Gateways = [.. options.Gateways.Select(gateway => IpAddress.Parse(gateway))],
                AnnouncesItself = options.Announces,
                DetectsDuplicates = options.DetectsDuplicates,
            },
            new RandomSource((ulong)number)));
        _hosts.Add(host);
        host.Stack.SetLink(Now, isUp: true);
        if (options.Boots)
        {
            host.Stack.Boot(Now, host);
        }

        return host;
    }

    public static MacAddress Mac(int number) => MacAddress.FromValue(0x0200_0000_0000UL + (ulong)number);

    /// <summary>Runs until nothing happens any more or the time is over; ends exactly then.</summary>
    public void Run(TimeSpan duration) => RunUntil(Now + duration);

    public void RunUntil(Instant end)
    {
        while (true)
        {
            WiredHost? first = _hosts.MinBy(host => host.Stack.NextDeadline);
            Instant timer = first?.Stack.NextDeadline ?? Instant.Never;
            Instant arrival = _flying.TryPeek(out (Instant At, WiredHost From, byte[] Frame) head) ? head.At : Instant.Never;
            Instant next = Instant.Min(timer, arrival);
            if (next > end)
            {
                Now = end;
                return;
            }

            Now = next;
            if (arrival <= timer)
            {
                _flying.Dequeue();
                Deliver(head.From, head.Frame);
            }
            else
            {
                first!.Stack.HandleTimer(Now, first);
            }
        }
    }

    /// <summary>Lets a frame fly, as if <paramref name="from"/> had sent it.</summary>
    public void Send(WiredHost from, byte[] frame)
    {
        Sent.Add((Now, from.Stack.Name, frame));
        if (Loses?.Invoke(frame) != true)
        {
            _flying.Enqueue((Now + s_delay, from, frame));
        }
    }

    /// <summary>The frames of one sender as text.</summary>
    public string[] SentBy(WiredHost host) => [.. Sent.Where(item => item.From == host.Stack.Name).Select(item => FramePrinter.Print(item.Frame))];

    private void Deliver(WiredHost from, byte[] frame)
    {
        foreach (WiredHost host in _hosts.Where(host => host != from))
        {
            host.Stack.Receive(Now, frame, host);
        }
    }

    private static GatewayAddress Parse(string text)
    {
        string[] parts = text.Split('/');
        return new GatewayAddress(IpAddress.Parse(parts[0]), byte.Parse(parts[1]));
    }
}
