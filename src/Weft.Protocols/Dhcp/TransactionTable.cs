using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>Messages that wait for their answers, so many for each port: what a port's clients send costs nobody else a place.</summary>
internal sealed class TransactionTable(NodePlan plan, CounterGroup<DhcpCounter> counters)
{
    private readonly Dictionary<TransactionKey, DhcpTransaction> _byKey = [];
    private readonly LinkedList<DhcpTransaction>[] _byPort = [.. plan.Ports.Select(static _ => new LinkedList<DhcpTransaction>())];

    public int Count => _byKey.Count;

    /// <summary>The transaction, if somebody still waits.</summary>
    public DhcpTransaction? Find(Instant now, in TransactionKey key) =>
        _byKey.TryGetValue(key, out DhcpTransaction? found) && found.Expires > now ? found : null;

    /// <summary>The transaction of an IPv6 client that a relay's answer is for.</summary>
    public DhcpTransaction? Find(Instant now, DhcpPlace place, IpAddress peer, uint id)
    {
        foreach (DhcpTransaction transaction in _byPort[place.Port.Index.Value])
        {
            if (transaction.Place == place && transaction.Key.Id == id && transaction.Key.Family == AddressFamily.Ipv6 && transaction.Peer == peer
                && transaction.Expires > now)
            {
                return transaction;
            }
        }

        return null;
    }

    /// <summary>The transaction of a client's message, made if need be; null when it is under way at another port.</summary>
    public DhcpTransaction? Open(Instant now, in TransactionKey key, DhcpPlace place)
    {
        if (_byKey.TryGetValue(key, out DhcpTransaction? found))
        {
            if (found.Expires > now && found.Place != place)
            {
                return null;
            }

            Remove(found);
        }

        LinkedList<DhcpTransaction> own = _byPort[place.Port.Index.Value];
        if (own.Count >= DhcpLimits.TransactionsPerPort)
        {
            if (own.First!.Value.Expires > now)
            {
                counters.Increment(DhcpCounter.TransactionEvicted);
            }

            Remove(own.First.Value);
        }

        DhcpTransaction transaction = found is not null && found.Place == place && found.Expires > now ? found : new DhcpTransaction(key, place);
        transaction.Expires = now + DhcpLimits.ResponseTime;
        _byKey.Add(key, transaction);
        own.AddLast(transaction);
        return transaction;
    }

    private void Remove(DhcpTransaction transaction)
    {
        _byKey.Remove(transaction.Key);
        _byPort[transaction.Place.Port.Index.Value].Remove(transaction);
    }
}
