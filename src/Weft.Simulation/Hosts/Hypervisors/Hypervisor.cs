using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// A machine with several guests behind one cable: a small learning bridge, RARP for guests that have arrived, and, on request, frames
/// of a guest in transit that leave late, when the guest may be elsewhere already.
/// </summary>
public sealed class Hypervisor(string name)
{
    /// <summary>Most guests.</summary>
    public const int MaximumGuests = 1024;

    /// <summary>Most frames that are kept back; further ones are lost.</summary>
    public const int HeldLimit = 256;

    private const int UplinkPort = 0;

    // A guest's port is its index plus one; places of guests that have left are used again.
    private readonly List<HypervisorGuest?> _guests = [];
    private readonly List<GuestAnnouncement> _announcements = [];
    private readonly List<HeldFrame> _held = [];
    private readonly LearningBridge _bridge = new();

    public string Name { get; } = name;

    /// <summary>Frames that are kept back now.</summary>
    public int HeldCount => _held.Count;

    /// <summary>Frames that were lost: sent by somebody who is not here, or too many to keep back.</summary>
    public long Lost { get; private set; }

    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    public Instant NextDeadline
    {
        get
        {
            Instant next = _held.Count > 0 ? _held[0].Due : Instant.Never;
            foreach (GuestAnnouncement announcement in _announcements)
            {
                next = Instant.Min(next, announcement.Due);
            }

            return next;
        }
    }

    /// <summary>Plugs a guest in. Throws when it is here already or there are too many.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="vlan">The tag of its frames on the cable; 0 for none.</param>
    public void Attach(HostStack guest, VlanId vlan)
    {
        int free = _guests.IndexOf(null);
        if (IndexOf(guest) >= 0 || (free < 0 && _guests.Count == MaximumGuests))
        {
            throw new InvalidOperationException($"{Name} cannot take {guest.Name}");
        }

        HypervisorGuest added = new(guest, vlan);
        if (free >= 0)
        {
            _guests[free] = added;
        }
        else
        {
            _guests.Add(added);
        }
    }

    /// <summary>Unplugs a guest; what it has sent and is kept back still leaves in its time. False when it is not here.</summary>
    public bool Detach(HostStack guest)
    {
        int index = IndexOf(guest);
        if (index < 0)
        {
            return false;
        }

        _guests[index] = null;
        _bridge.Forget(index + 1);
        return true;
    }

    /// <summary>Makes the MAC of a guest that has arrived known: RARP in five rounds within 0.8 s. The first leaves now.</summary>
    public void AnnounceArrival(Instant now, HostStack guest, IHypervisorEffects effects)
    {
        _announcements.Add(new GuestAnnouncement(Find(guest).Vlan, guest.Mac, now));
        HandleTimer(now, effects);
    }

    /// <summary>Keeps back what a guest sends from now on; it leaves when the time is over, wherever the guest is by then.</summary>
    public void Hold(Instant now, HostStack guest, TimeSpan duration) => Find(guest).HeldUntil = now + duration;

    /// <summary>A guest sends a frame.</summary>
    public void FromGuest(Instant now, HostStack guest, ReadOnlySpan<byte> frame, IHypervisorEffects effects)
    {
        int index = IndexOf(guest);
        if (index < 0)
        {
            Lost++;
            return;
        }

        HypervisorGuest from = _guests[index]!;
        if (now < from.HeldUntil)
        {
            Keep(new HeldFrame(from.HeldUntil, from.Vlan, frame.ToArray()));
            return;
        }

        Forward(now, index + 1, from.Vlan, frame, effects);
    }

    /// <summary>A frame comes from the leaf.</summary>
    public void FromUplink(Instant now, VlanId tag, ReadOnlySpan<byte> frame, IHypervisorEffects effects) => Forward(now, UplinkPort, tag, frame, effects);

    /// <summary>Does what is due.</summary>
    public void HandleTimer(Instant now, IHypervisorEffects effects)
    {
        while (_held.Count > 0 && now >= _held[0].Due)
        {
            HeldFrame held = _held[0];
            _held.RemoveAt(0);
            effects.ToUplink(held.Vlan, held.Octets);
        }

        Span<byte> frame = stackalloc byte[EthernetHeader.Length + ArpPacket.Length];
        for (int i = 0; i < _announcements.Count; i++)
        {
            GuestAnnouncement announcement = _announcements[i];
            if (now < announcement.Due)
            {
                continue;
            }

            MacAddress mac = announcement.Mac;
            FrameWriter.Arp(frame, MacAddress.Broadcast, mac, new ArpPacket(ArpOperation.ReverseRequest, mac, IpAddress.Ipv4Any, mac, IpAddress.Ipv4Any));
            effects.ToUplink(announcement.Vlan, frame);
            if (!announcement.Continue())
            {
                _announcements.RemoveAt(i--);
            }
        }
    }

    /// <summary>Holds of several guests may overlap: frames leave in the order in which they are due.</summary>
    private void Keep(in HeldFrame frame)
    {
        if (_held.Count == HeldLimit)
        {
            Lost++;
            return;
        }

        int at = _held.Count;
        while (at > 0 && _held[at - 1].Due > frame.Due)
        {
            at--;
        }

        _held.Insert(at, frame);
    }

    private void Forward(Instant now, int port, VlanId vlan, ReadOnlySpan<byte> frame, IHypervisorEffects effects)
    {
        if (frame.Length < EthernetHeader.Length)
        {
            Lost++;
            return;
        }

        _bridge.Learn(now, vlan, MacAddress.Read(frame[MacAddress.Length..]), port);
        MacAddress destination = MacAddress.Read(frame);
        if (!destination.IsGroup && _bridge.TryFind(now, vlan, destination, out int target))
        {
            if (target != port)
            {
                Deliver(target, vlan, frame, effects);
            }

            return;
        }

        for (int other = UplinkPort; other <= _guests.Count; other++)
        {
            if (other != port)
            {
                Deliver(other, vlan, frame, effects);
            }
        }
    }

    private void Deliver(int port, VlanId vlan, ReadOnlySpan<byte> frame, IHypervisorEffects effects)
    {
        if (port == UplinkPort)
        {
            effects.ToUplink(vlan, frame);
        }
        else if (_guests[port - 1] is HypervisorGuest guest && guest.Vlan == vlan)
        {
            effects.ToGuest(guest.Stack, frame);
        }
    }

    private HypervisorGuest Find(HostStack guest)
    {
        int index = IndexOf(guest);
        return index >= 0 ? _guests[index]! : throw new InvalidOperationException($"{guest.Name} is not at {Name}");
    }

    private int IndexOf(HostStack guest)
    {
        for (int i = 0; i < _guests.Count; i++)
        {
            if (_guests[i]?.Stack == guest)
            {
                return i;
            }
        }

        return -1;
    }
}
