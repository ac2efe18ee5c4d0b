using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>One direction of a link: from an actor's port to another's.</summary>
public sealed class LinkDirection : ISimCable
{
    private const int Million = 1_000_000;
    private const int BitsPerOctet = 8;

    /// <summary>Preamble, start delimiter, FCS and the gap between frames (IEEE 802.3, 3.1.1 and 4.4.2), and a tag.</summary>
    private const int Overhead = 8 + 4 + 12;

    private readonly SimScheduler _scheduler;
    private readonly RandomSource _random;
    private Instant _lineFree = Instant.Zero;
    private long _sent;
    private long _octets;
    private long _lost;
    private long _duplicated;
    private long _queueDrops;

    internal LinkDirection(SimScheduler scheduler, RandomSource random, string fromName, string toName, int number, SimPort to, LinkQuality quality)
    {
        _scheduler = scheduler;
        _random = random;
        FromName = fromName;
        ToName = toName;
        Number = number;
        To = to;
        Quality = quality;
    }

    /// <summary>The node or outside router that sends.</summary>
    public string FromName { get; }

    /// <summary>The node or outside router at the far end.</summary>
    public string ToName { get; }

    /// <summary>Its number among all directions of the world.</summary>
    public int Number { get; }

    /// <summary>May be changed at any time.</summary>
    public LinkQuality Quality { get; set; }

    /// <summary>True while what is sent is lost, whatever the carrier says.</summary>
    public bool IsSilent { get; set; }

    /// <summary>False while the link has no carrier.</summary>
    public bool HasCarrier { get; internal set; } = true;

    /// <summary>A firewall that everything passes; null where there is none.</summary>
    internal FirewallSide? Firewall { get; set; }

    public LinkCounters Counters => new(_sent, _octets, _lost, _duplicated, _queueDrops);

    /// <summary>The far end.</summary>
    internal SimPort To { get; }

    /// <summary>Sends a frame on its way.</summary>
    void ISimCable.Send(VlanId tag, ReadOnlySpan<byte> frame)
    {
        _sent++;
        _octets += frame.Length;
        Instant now = _scheduler.Now;
        bool isLost = IsSilent || !HasCarrier || Draws(Quality.LossPerMillion) || Firewall is { } side && !side.Firewall.Passes(frame, side.MayBegin);
        _scheduler.Observer?.Sent(now, this, tag, frame, isLost);
        if (isLost)
        {
            _lost++;
            return;
        }

        if (!TryTransmit(now, frame.Length, out Instant sentAt))
        {
            _queueDrops++;
            return;
        }

        Deliver(sentAt, tag, frame);
        if (Draws(Quality.DuplicationPerMillion))
        {
            _duplicated++;
            Deliver(sentAt, tag, frame);
        }
    }

    private void Deliver(Instant sentAt, VlanId tag, ReadOnlySpan<byte> frame)
    {
        TimeSpan jitter = Quality.Jitter > TimeSpan.Zero ? _random.Between(TimeSpan.Zero, Quality.Jitter) : TimeSpan.Zero;
        _scheduler.PlanFrame(sentAt + Quality.Delay + jitter, To, tag, frame);
    }

    /// <summary>When the last bit is on the line; false when too many frames wait.</summary>
    private bool TryTransmit(Instant now, int length, out Instant sentAt)
    {
        sentAt = now;
        if (Quality.Bandwidth <= 0)
        {
            return true;
        }

        long nanoseconds = (long)((length + Overhead) * BitsPerOctet * 1_000_000_000.0 / Quality.Bandwidth);
        Instant start = _lineFree > now ? _lineFree : now;
        if ((start - now).Ticks * 100 > nanoseconds * Math.Max(1, Quality.QueueLength))
        {
            return false;
        }

        sentAt = new Instant(start.Nanoseconds + nanoseconds);
        _lineFree = sentAt;
        return true;
    }

    private bool Draws(int perMillion) => perMillion > 0 && _random.Next(Million) < perMillion;
}
