using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Simulation;

/// <summary>A small DHCP server (RFC 2131 section 4.3): one pool, clients known by their MAC. Does not ask whether an address is in use before it offers it.</summary>
public sealed class DhcpServer : IHostApplication, IUdpListener
{
    /// <summary>For how long an offer holds.</summary>
    public static readonly TimeSpan OfferDuration = TimeSpan.FromSeconds(60);

    /// <summary>For how long nobody gets an address that a client has found in use.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromMinutes(10);

    private readonly DhcpServerSetup _setup;
    private readonly IpAddress _own;
    private readonly DhcpServerLease[] _pool;
    private readonly Dictionary<MacAddress, int> _byClient = [];
    private readonly HashSet<MacAddress> _reserved = [];
    private int _next;

    internal DhcpServer(DhcpServerSetup setup, IpAddress own)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(setup.Count, 1, nameof(setup));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(setup.Count, DhcpServerSetup.PoolLimit, nameof(setup));
        _setup = setup;
        _own = own;
        _pool = new DhcpServerLease[setup.Count];
    }

    /// <summary>Messages that it did not answer.</summary>
    public long Ignored { get; private set; }

    Instant IHostApplication.NextDeadline => Instant.Never;

    ushort IUdpListener.Port => DhcpCodePoints.ServerPort;

    /// <summary>Keeps an address of the pool for one client, which gets no other. Throws for an address that is not in the pool.</summary>
    public void Reserve(MacAddress client, IpAddress address)
    {
        if (!TryIndex(address, out int index))
        {
            throw new ArgumentException($"{address} is not in the pool", nameof(address));
        }

        Set(index, new DhcpServerLease(client, Instant.Never, IsGiven: false));
        _reserved.Add(client);
    }

    /// <summary>When the lease of a client's address ends, or has ended; <see cref="Instant.Zero"/> where none was given.</summary>
    public Instant EndOf(MacAddress client) => _byClient.TryGetValue(client, out int index) && _pool[index].IsGiven ? _pool[index].Until : Instant.Zero;

    /// <summary>The address that a client has leased now; null when it has none.</summary>
    public IpAddress? LeaseOf(Instant now, MacAddress client) =>
        _byClient.TryGetValue(client, out int index) && _pool[index].IsGiven && now < _pool[index].Until ? AddressAt(index) : null;

    void IHostApplication.HandleTimer(Instant now, HostStack stack, IHostEffects effects)
    {
    }

    void IUdpListener.Receive(Instant now, in IpArrival arrival, in UdpView datagram, HostStack stack, IHostEffects effects)
    {
        if (DhcpView.TryParse(datagram.Payload, out DhcpView message) != DhcpFault.None || message.Operation != DhcpOperation.Request)
        {
            Ignored++;
            return;
        }

        switch (message.Type)
        {
            case DhcpMessageType.Discover when TryChoose(now, message, out int index):
                Set(index, new DhcpServerLease(message.ClientMac, now + OfferDuration, IsGiven: false));
                Answer(now, message, DhcpMessageType.Offer, AddressAt(index), stack, effects);
                break;
            case DhcpMessageType.Request:
                HandleRequest(now, message, stack, effects);
                break;
            case DhcpMessageType.Release when Find(now, message.ClientMac, message.ClientAddress) is int index:
                _pool[index] = _pool[index] with { Until = now };
                break;
            case DhcpMessageType.Decline when message.TryFindAddress(DhcpOptionCode.RequestedAddress, out IpAddress refused)
                && !_reserved.Contains(message.ClientMac) && Find(now, message.ClientMac, refused) is int index:
                _byClient.Remove(message.ClientMac);
                _pool[index] = new DhcpServerLease(MacAddress.Zero, now + Quarantine, IsGiven: true);
                break;
            default:
                Ignored++;
                break;
        }
    }

    private void HandleRequest(Instant now, in DhcpView message, HostStack stack, IHostEffects effects)
    {
        bool selects = message.TryFindAddress(DhcpOptionCode.ServerIdentifier, out IpAddress server);
        if (selects && server != NameFor(message))
        {
            // Another server's offer was taken; its own is void.
            if (_byClient.TryGetValue(message.ClientMac, out int declined) && !_pool[declined].IsGiven)
            {
                _pool[declined] = _pool[declined] with { Until = now };
            }

            return;
        }

        IpAddress wanted = message.ClientAddress;
        if (wanted.IsUnspecified && !message.TryFindAddress(DhcpOptionCode.RequestedAddress, out wanted))
        {
            Ignored++;
            return;
        }

        if (Find(now, message.ClientMac, wanted) is int index)
        {
            Set(index, new DhcpServerLease(message.ClientMac, now + _setup.Duration, IsGiven: true));
            Answer(now, message, DhcpMessageType.Ack, wanted, stack, effects);
        }
        else if (selects || _byClient.ContainsKey(message.ClientMac) || !_setup.First.Prefix.Contains(wanted))
        {
            Answer(now, message, DhcpMessageType.Nak, default, stack, effects);
        }
        else
        {
            // It remembers nothing of this client: silence (RFC 2131 section 4.3.2, INIT-REBOOT).
            Ignored++;
        }
    }

    /// <summary>What a client is offered: what it has or had, what it asks for, or the next that is free.</summary>
    private bool TryChoose(Instant now, in DhcpView message, out int index)
    {
        if (_byClient.TryGetValue(message.ClientMac, out index))
        {
            return true;
        }

        if (message.TryFindAddress(DhcpOptionCode.RequestedAddress, out IpAddress wanted) && TryIndex(wanted, out index) && IsFree(now, index))
        {
            return true;
        }

        for (int tried = 0; tried < _pool.Length; tried++)
        {
            index = (_next + tried) % _pool.Length;
            if (IsFree(now, index))
            {
                _next = (index + 1) % _pool.Length;
                return true;
            }
        }

        return false;
    }

    private bool IsFree(Instant now, int index) => now >= _pool[index].Until && AddressAt(index) != _own && AddressAt(index) != _setup.Gateway;

    private void Set(int index, in DhcpServerLease lease)
    {
        MacAddress before = _pool[index].Client;
        if (before != lease.Client && _byClient.TryGetValue(before, out int old) && old == index)
        {
            _byClient.Remove(before);
        }

        _pool[index] = lease;
        _byClient[lease.Client] = index;
    }

    /// <summary>The place of an address that is this client's.</summary>
    private int? Find(Instant now, MacAddress client, IpAddress address) =>
        TryIndex(address, out int index) && _pool[index].Client == client && (now < _pool[index].Until || _byClient.GetValueOrDefault(client, -1) == index)
            ? index
            : null;

    private bool TryIndex(IpAddress address, out int index)
    {
        long offset = (long)(uint)address.Bits - (uint)_setup.First.Address.Bits;
        index = (int)Math.Clamp(offset, -1, _pool.Length);
        return address.IsIpv4 && offset >= 0 && offset < _pool.Length;
    }

    private IpAddress AddressAt(int index) => IpAddress.Ipv4((uint)_setup.First.Address.Bits + (uint)index);

    private void Answer(Instant now, in DhcpView message, DhcpMessageType type, IpAddress given, HostStack stack, IHostEffects effects)
    {
        Span<byte> answer = stackalloc byte[DhcpMessages.Limit];
        bool refuses = type == DhcpMessageType.Nak;
        int length = (message.Header with
        {
            Operation = DhcpOperation.Reply,
            Hops = 0,
            ClientAddress = refuses ? default : message.ClientAddress,
            YourAddress = given,
            ServerAddress = default,
        }).Write(answer);
        DhcpOptionWriter options = new(answer[length..]);
        options.Write(type);
        options.Write(DhcpOptionCode.ServerIdentifier, NameFor(message));
        if (!refuses)
        {
            uint seconds = (uint)_setup.Duration.TotalSeconds;
            options.Write(DhcpOptionCode.LeaseTime, seconds);
            options.Write(DhcpOptionCode.RenewalTime, seconds / 2);
            options.Write(DhcpOptionCode.RebindingTime, (uint)(seconds * 7UL / 8));
            options.Write(DhcpOptionCode.SubnetMask, uint.MaxValue << (32 - _setup.First.PrefixLength));
            if (_setup.Gateway is IpAddress gateway)
            {
                options.Write(DhcpOptionCode.Router, gateway);
            }
        }

        if (message.TryFind(DhcpOptionCode.RelayInformation, out DhcpOption relay))
        {
            // As it came, and last (RFC 3046 section 2.2).
            options.Write(DhcpOptionCode.RelayInformation, relay.Data);
        }

        Send(now, message, answer[..DhcpMessages.Finish(answer, ref options)], given, stack, effects);
    }

    /// <summary>What it calls itself: its own address, or what the relay wants (RFC 5107 section 4).</summary>
    private IpAddress NameFor(in DhcpView message) =>
        message.TryFind(DhcpOptionCode.RelayInformation, out DhcpOption relay)
        && DhcpAgentInformation.TryParse(relay.Data, out DhcpAgentInformation information)
        && information.TryFindAddress(DhcpAgentOptionCode.ServerOverride, out IpAddress name)
            ? name
            : _own;

    /// <summary>Where an answer goes (RFC 2131 section 4.1).</summary>
    private void Send(Instant now, in DhcpView message, ReadOnlySpan<byte> answer, IpAddress given, HostStack stack, IHostEffects effects)
    {
        if (!message.RelayAddress.IsUnspecified)
        {
            stack.Udp(now, DhcpCodePoints.ServerPort, message.RelayAddress, DhcpCodePoints.ServerPort, answer, effects, _own);
        }
        else if (given.IsUnspecified || (message.ClientAddress.IsUnspecified && message.WantsBroadcast))
        {
            stack.Udp(now, DhcpCodePoints.ServerPort, IpAddress.Ipv4Broadcast, DhcpCodePoints.ClientPort, answer, effects, _own);
        }
        else if (!message.ClientAddress.IsUnspecified)
        {
            stack.Udp(now, DhcpCodePoints.ServerPort, message.ClientAddress, DhcpCodePoints.ClientPort, answer, effects, _own);
        }
        else
        {
            // The client does not answer ARP for it yet.
            stack.UdpTo(message.ClientMac, DhcpCodePoints.ServerPort, given, DhcpCodePoints.ClientPort, answer, effects, _own);
        }
    }
}
