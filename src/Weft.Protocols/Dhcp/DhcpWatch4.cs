using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Protocols.Dhcp;

/// <summary>DHCP over IPv4: what clients may say, and what answers mean (RFC 2131, RFC 7513 section 6).</summary>
internal sealed class DhcpWatch4(LeaseBook book, TransactionTable transactions, DhcpRelay4 relay, CounterGroup<DhcpCounter> counters)
{
    /// <summary>Takes a client's message.</summary>
    public void HandleClient(Instant now, DhcpPlace place, in DhcpPacket packet, in DhcpView message, IDhcpEffects effects)
    {
        if (WhyRefused(place, packet, message) is { } reason)
        {
            book.Refuse(now, place.Port.Index, reason, packet.SourceMac, effects);
            return;
        }

        switch (message.Type)
        {
            case DhcpMessageType.Release:
                if (TryGiveBack(now, place, message, message.ClientAddress, GrantEnd.Released, effects))
                {
                    relay.Forward(now, place, packet, message, null, book, effects);
                }

                break;
            case DhcpMessageType.Decline:
                message.TryFindAddress(DhcpOptionCode.RequestedAddress, out IpAddress declined);
                if (TryGiveBack(now, place, message, declined, GrantEnd.Declined, effects))
                {
                    relay.Forward(now, place, packet, message, null, book, effects);
                }

                break;
            case DhcpMessageType.Discover or DhcpMessageType.Request or DhcpMessageType.Inform:
                Ask(now, place, packet, message, effects);
                break;
            default:
                book.Refuse(now, place.Port.Index, DhcpRefusal.TypeInvalid, packet.SourceMac, effects);
                break;
        }
    }

    /// <summary>Takes a server's message that was seen at a port where servers are believed.</summary>
    public void HandleServer(Instant now, DhcpPlace place, in DhcpView message, IDhcpEffects effects)
    {
        TransactionKey key = KeyOf(place, message);
        if (transactions.Find(now, key) is not { } transaction)
        {
            counters.Increment(DhcpCounter.Unasked);
            return;
        }

        Learn(now, transaction, message, null, effects);
    }

    /// <summary>Takes a server's answer to the relay, and hands it to the client.</summary>
    public void HandleReply(Instant now, DhcpPlace place, in Datagram datagram, in DhcpView message, IDhcpEffects effects)
    {
        if (!place.ServersOf(AddressFamily.Ipv4).Contains(datagram.Source))
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.ServerUnknown, message.ClientMac, effects);
            return;
        }

        if (transactions.Find(now, KeyOf(place, message)) is not { } transaction || transaction.Place != place)
        {
            counters.Increment(DhcpCounter.Unasked);
            return;
        }

        if (Learn(now, transaction, message, datagram.Source, effects))
        {
            relay.Deliver(place, message, effects);
        }
    }

    private static TransactionKey KeyOf(DhcpPlace place, in DhcpView message) =>
        new(place.Segment.Id, message.ClientMac, AddressFamily.Ipv4, message.TransactionId);

    private static DhcpRefusal? WhyRefused(DhcpPlace place, in DhcpPacket packet, in DhcpView message)
    {
        if (packet.SourceMac != message.ClientMac || message.ClientMac.IsGroup)
        {
            return DhcpRefusal.ClientMacMismatch;
        }

        if (packet.SourcePort != DhcpCodePoints.ClientPort || packet.DestinationPort != DhcpCodePoints.ServerPort)
        {
            return DhcpRefusal.PortInvalid;
        }

        if (!message.RelayAddress.IsUnspecified)
        {
            return DhcpRefusal.RelayedByClient;
        }

        if (message.TryFind(DhcpOptionCode.RelayInformation, out _))
        {
            return DhcpRefusal.AgentOptionFromClient;
        }

        // What a client has it says in ciaddr, too; before it has an address it sends from none (RFC 2131 section 4.1).
        bool isFromClient = packet.Source.IsUnspecified || (place.MayLease(packet.Source) && packet.Source == message.ClientAddress);
        return isFromClient && (message.ClientAddress.IsUnspecified || place.MayLease(message.ClientAddress)) ? null : DhcpRefusal.SourceInvalid;
    }

    private bool TryGiveBack(Instant now, DhcpPlace place, in DhcpView message, IpAddress address, GrantEnd reason, IDhcpEffects effects)
    {
        if (!book.Owns(place, message.ClientMac, address))
        {
            return book.Refuse(now, place.Port.Index, book.WhyNotOwned(place, address), message.ClientMac, effects);
        }

        counters.Increment(DhcpCounter.ClientMessage);
        book.End(now, place, message.ClientMac, address, reason, effects);
        return true;
    }

    private void Ask(Instant now, DhcpPlace place, in DhcpPacket packet, in DhcpView message, IDhcpEffects effects)
    {
        if (!book.MayHold(place, message.ClientMac))
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.ClientElsewhere, message.ClientMac, effects);
            return;
        }

        if (transactions.Open(now, KeyOf(place, message), place) is not { } transaction)
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.TransactionElsewhere, message.ClientMac, effects);
            return;
        }

        counters.Increment(DhcpCounter.ClientMessage);
        transaction.Type = (byte)message.Type;
        transaction.IsRapid = message.Type == DhcpMessageType.Discover && message.TryFind(DhcpOptionCode.RapidCommit, out _);
        transaction.Requested = message.TryFindAddress(DhcpOptionCode.RequestedAddress, out IpAddress requested) ? requested : message.ClientAddress;
        relay.Forward(now, place, packet, message, transaction, book, effects);
    }

    /// <summary>True when the client may have the answer, too.</summary>
    private bool Learn(Instant now, DhcpTransaction transaction, in DhcpView message, IpAddress? server, IDhcpEffects effects)
    {
        counters.Increment(DhcpCounter.ServerMessage);
        switch (message.Type)
        {
            case DhcpMessageType.Ack when MayBind(transaction) && message.TryFindNumber(DhcpOptionCode.LeaseTime, out uint seconds):
                return book.Grant(now, transaction, message.YourAddress, seconds, effects);
            case DhcpMessageType.Ack:
                // Without a lease there is only an answer to INFORM.
                return transaction.Type == (byte)DhcpMessageType.Inform;
            case DhcpMessageType.Nak:
                book.End(now, transaction.Place, transaction.Mac, transaction.Requested, GrantEnd.Refused, effects);
                return true;
            case DhcpMessageType.Offer when server is { } known:
                transaction.AddOffer(message.YourAddress, known);
                return true;
            default:
                return message.Type == DhcpMessageType.Offer;
        }
    }

    private static bool MayBind(DhcpTransaction transaction) => transaction.Type == (byte)DhcpMessageType.Request || transaction.IsRapid;
}
