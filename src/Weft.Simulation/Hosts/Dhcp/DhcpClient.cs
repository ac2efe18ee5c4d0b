using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Simulation;

/// <summary>
/// A DHCP client (RFC 2131 section 4.4): gets an address, checks that nobody has it, keeps it, and loses it when nobody prolongs it.
/// </summary>
public sealed partial class DhcpClient : IHostApplication, IUdpListener, IArpListener
{
    /// <summary>Before it begins anew after a conflict (RFC 2131 section 3.1, 5).</summary>
    public static readonly TimeSpan ConflictWait = TimeSpan.FromSeconds(10);

    /// <summary>How long somebody who has the address already may take to say so.</summary>
    public static readonly TimeSpan CheckWait = TimeSpan.FromSeconds(2);

    /// <summary>The least time between two requests for prolongation (RFC 2131 section 4.4.5).</summary>
    public static readonly TimeSpan ShortestRenewal = TimeSpan.FromSeconds(60);

    /// <summary>Requests for an offer, or for the address of old, before it begins anew.</summary>
    public const int Requests = 4;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(64);
    private static readonly TimeSpan s_spread = TimeSpan.FromSeconds(1);

    private readonly RandomSource _random;
    private readonly bool _isFaithful;
    private DhcpLease _lease;
    private uint _transaction;
    private Instant _began;
    private Instant _leased;
    private TimeSpan _wait;
    private int _requests;

    internal DhcpClient(RandomSource random, bool faithful)
    {
        _random = random;
        _isFaithful = faithful;
    }

    public DhcpClientState State { get; private set; }

    /// <summary>What it has or asks for; meaningless before an offer.</summary>
    public DhcpLease Lease => _lease;

    /// <summary>True while the address may be used.</summary>
    public bool IsBound => State is DhcpClientState.Bound or DhcpClientState.Renewing or DhcpClientState.Rebinding;

    public Instant NextDeadline { get; private set; } = Instant.Never;

    ushort IUdpListener.Port => DhcpCodePoints.ClientPort;

    internal void Begin(Instant now, IpAddress? remembered, HostStack stack, IHostEffects effects)
    {
        if (remembered is not IpAddress address)
        {
            Discover(now, stack, effects);
            return;
        }

        _lease = default(DhcpLease) with { Address = new GatewayAddress(address, 32) };
        StartTransaction(now, DhcpClientState.Rebooting);
        Request(now, stack, effects);
    }

    /// <summary>Gives the lease back and ends (RFC 2131 section 4.4.6).</summary>
    internal void Release(Instant now, HostStack stack, IHostEffects effects)
    {
        if (IsBound)
        {
            SendOfLease(now, DhcpMessageType.Release, stack, effects);
            stack.RemoveAddress(_lease.Address.Address);
        }

        State = DhcpClientState.Released;
        NextDeadline = Instant.Never;
        stack.Finish(this);
    }

    void IHostApplication.HandleTimer(Instant now, HostStack stack, IHostEffects effects)
    {
        switch (State)
        {
            case DhcpClientState.Init:
                Discover(now, stack, effects);
                break;
            case DhcpClientState.Selecting:
                SendDiscover(now, stack, effects);
                break;
            case DhcpClientState.Requesting or DhcpClientState.Rebooting when _requests >= Requests:
                Discover(now, stack, effects);
                break;
            case DhcpClientState.Requesting or DhcpClientState.Rebooting:
                Request(now, stack, effects);
                break;
            case DhcpClientState.Checking:
                Bind(now, stack, effects);
                break;
            default:
                Prolong(now, stack, effects);
                break;
        }
    }

    void IUdpListener.Receive(Instant now, in IpArrival arrival, in UdpView datagram, HostStack stack, IHostEffects effects)
    {
        if (DhcpView.TryParse(datagram.Payload, out DhcpView message) != DhcpFault.None
            || message.Operation != DhcpOperation.Reply || message.TransactionId != _transaction || message.ClientMac != stack.Mac)
        {
            return;
        }

        switch (message.Type)
        {
            case DhcpMessageType.Offer when State == DhcpClientState.Selecting && DhcpMessages.TryRead(message, out DhcpLease offer):
                _lease = offer;
                State = DhcpClientState.Requesting;
                _requests = 0;
                _wait = s_firstWait;
                Request(now, stack, effects);
                break;
            case DhcpMessageType.Ack when DhcpMessages.TryRead(message, out DhcpLease lease):
                Take(now, lease, stack, effects);
                break;
            case DhcpMessageType.Nak when IsBound || State is DhcpClientState.Requesting or DhcpClientState.Rebooting:
                Lose(stack, effects);
                Discover(now, stack, effects);
                break;
            default:
                break;
        }
    }

    void IArpListener.Hear(Instant now, in ArpPacket packet, HostStack stack, IHostEffects effects)
    {
        IpAddress address = _lease.Address.Address;
        bool isRivals = packet.SenderAddress.IsUnspecified && packet.TargetAddress == address;
        if (State != DhcpClientState.Checking || packet.SenderMac == stack.Mac || (packet.SenderAddress != address && !isRivals))
        {
            return;
        }

        effects.Emit(new StackEvent(StackEventKind.AddressTaken, address, packet.SenderMac));
        _transaction = (uint)_random.NextUInt64();
        SendRequest(now, DhcpMessageType.Decline, default, stack, effects);
        _lease = default;
        State = DhcpClientState.Init;
        NextDeadline = now + ConflictWait;
    }

    private void Discover(Instant now, HostStack stack, IHostEffects effects)
    {
        StartTransaction(now, DhcpClientState.Selecting);
        SendDiscover(now, stack, effects);
    }

    private void StartTransaction(Instant now, DhcpClientState state)
    {
        State = state;
        _began = now;
        _transaction = (uint)_random.NextUInt64();
        _requests = 0;
        _wait = s_firstWait;
    }

    /// <summary>The next wait of an exchange: 4, 8, ... 64 seconds, each a second more or less (RFC 2131 section 4.1).</summary>
    private void Schedule(Instant now)
    {
        NextDeadline = now + _random.Between(_wait - s_spread, _wait + s_spread);
        _wait = _wait * 2 < s_longestWait ? _wait * 2 : s_longestWait;
    }

    private void Take(Instant now, in DhcpLease lease, HostStack stack, IHostEffects effects)
    {
        if (IsBound)
        {
            _lease = lease with { Address = _lease.Address };
            _leased = now;
            State = DhcpClientState.Bound;
            NextDeadline = now + lease.Renewal;
        }
        else if (State is DhcpClientState.Requesting or DhcpClientState.Rebooting)
        {
            _lease = lease;
            _leased = now;
            State = DhcpClientState.Checking;
            NextDeadline = now + CheckWait;
            stack.SendArp(MacAddress.Broadcast, ArpPacket.Request(stack.Mac, IpAddress.Ipv4Any, lease.Address.Address), effects);
        }
    }

    private void Bind(Instant now, HostStack stack, IHostEffects effects)
    {
        State = DhcpClientState.Bound;
        NextDeadline = _isFaithful ? _leased + _lease.Renewal : Instant.Never;
        stack.UseAddress(now, _lease.Address, effects);
        if (!_lease.Gateway.IsUnspecified)
        {
            stack.SetGateway(_lease.Gateway);
        }

        effects.Emit(new StackEvent(StackEventKind.LeaseBound, _lease.Address.Address));
    }

    /// <summary>T1, T2 and the end, and in between repetitions at half of what is left.</summary>
    private void Prolong(Instant now, HostStack stack, IHostEffects effects)
    {
        if (now >= _leased + _lease.Duration)
        {
            Lose(stack, effects);
            Discover(now, stack, effects);
            return;
        }

        bool anyone = now >= _leased + _lease.Rebinding;
        if (State == DhcpClientState.Bound)
        {
            _began = now;
            _transaction = (uint)_random.NextUInt64();
        }

        State = anyone ? DhcpClientState.Rebinding : DhcpClientState.Renewing;
        Instant limit = _leased + (anyone ? _lease.Duration : _lease.Rebinding);
        TimeSpan half = (limit - now) / 2;
        NextDeadline = Instant.Min(limit, now + (half > ShortestRenewal ? half : ShortestRenewal));
        if (anyone)
        {
            SendRequest(now, DhcpMessageType.Request, _lease.Address.Address, stack, effects);
        }
        else
        {
            SendOfLease(now, DhcpMessageType.Request, stack, effects);
        }
    }

    private void Lose(HostStack stack, IHostEffects effects)
    {
        if (IsBound)
        {
            stack.RemoveAddress(_lease.Address.Address);
            effects.Emit(new StackEvent(StackEventKind.LeaseLost, _lease.Address.Address));
        }
    }
}
