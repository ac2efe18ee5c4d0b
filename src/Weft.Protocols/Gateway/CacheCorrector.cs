using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Tells the hosts of a segment that somebody who has left it is now reached through the gateway, a few times and not too fast.</summary>
/// <remarks>Waiting corrections are bounded. A queue entry whose address was cancelled or renewed meanwhile is recognised by its serial number and
/// skipped, so cancelling costs nothing.</remarks>
internal sealed class CacheCorrector(
    GatewayMap map, GatewayFrames frames, IHostDirectory hosts, CounterGroup<GatewayCounter> counters)
{
    private const NeighborFlags Flags = NeighborFlags.Router | NeighborFlags.Override;

    private readonly Dictionary<BindingKey, uint> _waiting = [];
    private readonly PriorityQueue<Step, (long Due, uint Serial)> _queue = new();
    private readonly RateBudget _budget = new(GatewaySettings.CorrectionsPerSecond, GatewaySettings.CorrectionsPerSecond);
    private uint _serial;
    private Instant _notBefore;

    /// <summary>When the next correction is due; never earlier than the rate allows.</summary>
    public Instant Deadline => _queue.TryPeek(out _, out (long Due, uint Serial) priority) && _waiting.Count > 0
        ? new Instant(Math.Max(priority.Due, _notBefore.Nanoseconds))
        : Instant.Never;

    /// <summary>Corrections that have not been sent for the last time.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>An address has left a segment.</summary>
    public void Start(Instant now, BindingKey key, IGatewayEffects effects)
    {
        if (map.Find(key.Segment) is null || (key.Address.IsLinkLocal && key.Address.IsIpv6))
        {
            return;
        }

        if (_waiting.Count == 0)
        {
            _queue.Clear();
        }

        bool isNew = !_waiting.ContainsKey(key);
        if ((isNew && _waiting.Count == GatewaySettings.MaximumCorrections) || _queue.Count == 2 * GatewaySettings.MaximumCorrections)
        {
            counters.Increment(GatewayCounter.CorrectionRefused);
            return;
        }

        uint serial = ++_serial;
        _waiting[key] = serial;
        _queue.Enqueue(new Step(key, serial, 0), (now.Nanoseconds, serial));
        HandleTimer(now, effects);
    }

    /// <summary>The address is back on the segment, or it need not be corrected any more.</summary>
    public void Cancel(BindingKey key) => _waiting.Remove(key);

    /// <summary>Sends what is due, as far as the rate allows.</summary>
    public void HandleTimer(Instant now, IGatewayEffects effects)
    {
        while (_queue.TryPeek(out Step step, out (long Due, uint Serial) priority) && priority.Due <= now.Nanoseconds)
        {
            if (!_waiting.TryGetValue(step.Key, out uint serial) || serial != step.Serial)
            {
                _queue.Dequeue();
                continue;
            }

            if (!_budget.TryTake(now))
            {
                _notBefore = _budget.NextAt(now);
                return;
            }

            _queue.Dequeue();
            Advance(now, step, effects);
        }
    }

    private void Advance(Instant now, in Step step, IGatewayEffects effects)
    {
        GatewaySegment segment = map.Find(step.Key.Segment) ?? throw new InvalidOperationException($"no segment {step.Key.Segment}");
        if (hosts.Locate(segment.Id, segment.Vrf, step.Key.Address).Place == HostPlace.SameSegment)
        {
            _waiting.Remove(step.Key);
            return;
        }

        counters.Increment(GatewayCounter.CacheCorrected);
        Send(segment.HostPorts, segment, step.Key.Address, effects);
        Send(segment.PeerPorts, segment, step.Key.Address, effects);
        ReadOnlySpan<int> delays = GatewaySettings.CorrectionDelaysMilliseconds;
        int next = step.Number + 1;
        if (next == delays.Length)
        {
            _waiting.Remove(step.Key);
            return;
        }

        Instant due = now + TimeSpan.FromMilliseconds(delays[next] - delays[step.Number]);
        _queue.Enqueue(step with { Number = next }, (due.Nanoseconds, step.Serial));
    }

    private void Send(ReadOnlySpan<GatewayAttachment> attachments, GatewaySegment segment, IpAddress address, IGatewayEffects effects)
    {
        foreach (GatewayAttachment at in attachments)
        {
            if (!at.Port.IsUp)
            {
                continue;
            }

            if (address.IsIpv4)
            {
                frames.ArpAnnouncement(at, address, MacAddress.Broadcast, effects);
                frames.ArpAnnouncementReply(at, address, effects);
            }
            else
            {
                frames.NeighborAdvertisement(at, segment.LinkLocal, new NeighborMessage(Flags, address), effects);
            }
        }
    }

    private readonly record struct Step(BindingKey Key, uint Serial, int Number);
}
