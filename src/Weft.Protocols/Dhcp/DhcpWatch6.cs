using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Dhcp;

/// <summary>DHCP over IPv6: what clients may say, and what answers mean (RFC 8415, RFC 7513 section 7).</summary>
internal sealed class DhcpWatch6(LeaseBook book, TransactionTable transactions, DhcpRelay6 relay, CounterGroup<DhcpCounter> counters)
{
    // More addresses in one message than any client has.
    private const int MaximumAddresses = 64;

    private readonly List<Dhcp6Address> _addresses = [];

    /// <summary>Takes a client's message.</summary>
    public void HandleClient(Instant now, DhcpPlace place, in DhcpPacket packet, in Dhcp6View message, IDhcpEffects effects)
    {
        if (WhyRefused(place, packet, message) is { } reason)
        {
            book.Refuse(now, place.Port.Index, reason, packet.SourceMac, effects);
            return;
        }

        bool givesBack = message.Type is Dhcp6MessageType.Release or Dhcp6MessageType.Decline;
        if (givesBack && !TryGiveBack(now, place, packet, message, effects))
        {
            return;
        }

        Ask(now, place, packet, message, givesBack, effects);
    }

    /// <summary>Takes a server's message that was seen at a port where servers are believed.</summary>
    public void HandleServer(Instant now, DhcpPlace place, in DhcpPacket packet, in Dhcp6View message, IDhcpEffects effects)
    {
        TransactionKey key = new(place.Segment.Id, packet.DestinationMac, AddressFamily.Ipv6, message.TransactionId);
        if (transactions.Find(now, key) is { } transaction && message.ClientIdentifier.SequenceEqual(transaction.Client))
        {
            Learn(now, transaction, message, effects);
        }
        else
        {
            counters.Increment(DhcpCounter.Unasked);
        }
    }

    /// <summary>Takes a server's answer to the relay, and hands what is in it to the client.</summary>
    public void HandleReply(Instant now, DhcpPlace place, in Datagram datagram, in Dhcp6RelayView wrapped, IDhcpEffects effects)
    {
        if (!place.ServersOf(AddressFamily.Ipv6).Contains(datagram.Source))
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.ServerUnknown, MacAddress.Zero, effects);
            return;
        }

        if (!wrapped.TryFind(Dhcp6OptionCode.RelayMessage, out Dhcp6Option inner) || Dhcp6View.TryParse(inner.Data, out Dhcp6View message) != Dhcp6Fault.None)
        {
            counters.Increment(DhcpCounter.Malformed);
            return;
        }

        if (transactions.Find(now, place, wrapped.PeerAddress, message.TransactionId) is not { } transaction
            || !message.ClientIdentifier.SequenceEqual(transaction.Client))
        {
            counters.Increment(DhcpCounter.Unasked);
            return;
        }

        if (Learn(now, transaction, message, effects))
        {
            relay.Deliver(transaction, inner.Data, effects);
        }
    }

    private static DhcpRefusal? WhyRefused(DhcpPlace place, in DhcpPacket packet, in Dhcp6View message)
    {
        if (packet.SourceMac.IsGroup || packet.SourceMac == MacAddress.Zero)
        {
            return DhcpRefusal.ClientMacMismatch;
        }

        if (packet.SourcePort != Dhcp6CodePoints.ClientPort || packet.DestinationPort != Dhcp6CodePoints.ServerPort)
        {
            return DhcpRefusal.PortInvalid;
        }

        if (message.Type is < Dhcp6MessageType.Solicit or > Dhcp6MessageType.InformationRequest)
        {
            return DhcpRefusal.TypeInvalid;
        }

        if (!packet.Source.IsLinkLocal && !place.MayLease(packet.Source))
        {
            return DhcpRefusal.SourceInvalid;
        }

        if (message.TryFind(Dhcp6OptionCode.RelayMessage, out _) || message.TryFind(Dhcp6OptionCode.InterfaceId, out _))
        {
            return DhcpRefusal.AgentOptionFromClient;
        }

        int length = message.ClientIdentifier.Length;
        bool isNamed = length > 0 || message.Type == Dhcp6MessageType.InformationRequest;
        return isNamed && length <= Dhcp6CodePoints.MaximumIdentifier ? null : DhcpRefusal.ClientIdentifierInvalid;
    }

    /// <summary>Ends the leases that a client gives back; all of them must be its own.</summary>
    private bool TryGiveBack(Instant now, DhcpPlace place, in DhcpPacket packet, in Dhcp6View message, IDhcpEffects effects)
    {
        ReadAddresses(message);
        if (_addresses.Count == 0)
        {
            return book.Refuse(now, place.Port.Index, DhcpRefusal.NotLeased, packet.SourceMac, effects);
        }

        foreach (Dhcp6Address address in _addresses)
        {
            if (!book.Owns(place, packet.SourceMac, address.Address))
            {
                return book.Refuse(now, place.Port.Index, book.WhyNotOwned(place, address.Address), packet.SourceMac, effects);
            }
        }

        GrantEnd reason = message.Type == Dhcp6MessageType.Release ? GrantEnd.Released : GrantEnd.Declined;
        foreach (Dhcp6Address address in _addresses)
        {
            book.End(now, place, packet.SourceMac, address.Address, reason, effects);
        }

        return true;
    }

    private void Ask(Instant now, DhcpPlace place, in DhcpPacket packet, in Dhcp6View message, bool givesBack, IDhcpEffects effects)
    {
        if (!givesBack && !book.MayHold(place, packet.SourceMac))
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.ClientElsewhere, packet.SourceMac, effects);
            return;
        }

        TransactionKey key = new(place.Segment.Id, packet.SourceMac, AddressFamily.Ipv6, message.TransactionId);
        if (transactions.Open(now, key, place) is not { } transaction)
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.TransactionElsewhere, packet.SourceMac, effects);
            return;
        }

        counters.Increment(DhcpCounter.ClientMessage);
        transaction.Type = (byte)message.Type;
        transaction.IsRapid = message.Type == Dhcp6MessageType.Solicit && message.TryFind(Dhcp6OptionCode.RapidCommit, out _);
        transaction.Peer = packet.Source;
        transaction.Client = message.ClientIdentifier.ToArray();
        transaction.Confirming = [];
        if (message.Type == Dhcp6MessageType.Confirm)
        {
            ReadAddresses(message);
            transaction.Confirming = [.. _addresses.Select(static address => address.Address)];
        }

        relay.Forward(now, place, packet, book, effects);
    }

    /// <summary>True when the client may have the answer, too.</summary>
    private bool Learn(Instant now, DhcpTransaction transaction, in Dhcp6View message, IDhcpEffects effects)
    {
        counters.Increment(DhcpCounter.ServerMessage);
        if (message.Type != Dhcp6MessageType.Reply)
        {
            return message.Type == Dhcp6MessageType.Advertise;
        }

        switch ((Dhcp6MessageType)transaction.Type)
        {
            case Dhcp6MessageType.Solicit when !transaction.IsRapid || !message.TryFind(Dhcp6OptionCode.RapidCommit, out _):
                return false;
            case Dhcp6MessageType.Solicit or Dhcp6MessageType.Request or Dhcp6MessageType.Renew or Dhcp6MessageType.Rebind:
                return Bind(now, transaction, message, effects);
            case Dhcp6MessageType.Confirm when message.Status == Dhcp6Status.Success:
                foreach (IpAddress address in transaction.Confirming)
                {
                    book.Confirm(now, transaction, address, effects);
                }

                return true;
            default:
                return true;
        }
    }

    private bool Bind(Instant now, DhcpTransaction transaction, in Dhcp6View message, IDhcpEffects effects)
    {
        bool isRight = true;
        ReadAddresses(message);
        foreach (Dhcp6Address address in _addresses)
        {
            if (address.Valid > 0)
            {
                isRight &= book.Grant(now, transaction, address.Address, address.Valid, effects);
            }
            else
            {
                book.End(now, transaction.Place, transaction.Mac, address.Address, GrantEnd.Refused, effects);
            }
        }

        return isRight;
    }

    private void ReadAddresses(in Dhcp6View message)
    {
        _addresses.Clear();
        Dhcp6OptionReader associations = message.Options;
        while (associations.TryRead(Dhcp6OptionCode.Addresses, out Dhcp6Option association))
        {
            Dhcp6OptionReader options = association.AssociationOptions;
            while (_addresses.Count < MaximumAddresses && options.TryRead(Dhcp6OptionCode.Address, out Dhcp6Option option))
            {
                if (option.TryGetAddress(out Dhcp6Address address))
                {
                    _addresses.Add(address);
                }
            }
        }
    }
}
