using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>A client's message that waits for its answer.</summary>
internal sealed class DhcpTransaction(TransactionKey key, DhcpPlace place)
{
    private readonly List<(IpAddress Address, IpAddress Server)> _offers = [];

    public TransactionKey Key { get; } = key;

    public DhcpPlace Place { get; } = place;

    public MacAddress Mac => Key.Mac;

    /// <summary>The last message's type, as on the wire.</summary>
    public byte Type { get; set; }

    /// <summary>IPv4: the address that the client asks for; unspecified when it leaves the choice to the server.</summary>
    public IpAddress Requested { get; set; }

    /// <summary>True when the answer to the first message may be the lease (RFC 4039, RFC 8415 section 18.2.1).</summary>
    public bool IsRapid { get; set; }

    /// <summary>IPv6: where the client listens.</summary>
    public IpAddress Peer { get; set; }

    /// <summary>IPv6: the client's unique identifier.</summary>
    public byte[] Client { get; set; } = [];

    /// <summary>IPv6: the addresses that the client has asked to be confirmed.</summary>
    public IpAddress[] Confirming { get; set; } = [];

    /// <summary>From then on nobody waits any more.</summary>
    public Instant Expires { get; set; }

    /// <summary>Remembers which of several servers has offered an address.</summary>
    public void AddOffer(IpAddress address, IpAddress server)
    {
        _offers.RemoveAll(offer => offer.Server == server);
        if (_offers.Count < MaximumOffers)
        {
            _offers.Add((address, server));
        }
    }

    /// <summary>Who has offered an address, or null.</summary>
    public IpAddress? OffererOf(IpAddress address)
    {
        foreach ((IpAddress offered, IpAddress server) in _offers)
        {
            if (offered == address)
            {
                return server;
            }
        }

        return null;
    }

    private const int MaximumOffers = 8;
}
