using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>A host's own addresses: duplicate address detection (RFC 4862 section 5.4) and announcements.</content>
public sealed partial class HostStack
{
    /// <summary>The longest wait before the first probe of duplicate address detection.</summary>
    public static readonly TimeSpan MaximumDetectionDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer to such a probe is waited for.</summary>
    public static readonly TimeSpan DetectionWait = TimeSpan.FromSeconds(1);

    /// <summary>Most addresses of one host.</summary>
    public const int MaximumAddresses = 64;

    private const int DetectionProbes = 1;

    /// <summary>Gives it another address. With <paramref name="detect"/> an IPv6 address is checked first.</summary>
    public void AddAddress(Instant now, GatewayAddress address, bool detect, IHostEffects effects)
    {
        Require(StackState.Running);
        if (_addresses.Count >= MaximumAddresses)
        {
            throw new InvalidOperationException($"{Name} has {MaximumAddresses} addresses already");
        }

        Configure(OwnTime(now), address, detect && address.Address.IsIpv6, effects);
    }

    /// <summary>Takes an address away; it answers for it no more. False when it has no such address.</summary>
    public bool RemoveAddress(IpAddress address) => _addresses.RemoveAll(own => own.Address == address) > 0;

    /// <summary>Sets the default gateway of a family, as a lease does.</summary>
    public void SetGateway(IpAddress gateway)
    {
        _gateways.RemoveAll(other => other.Family == gateway.Family);
        _gateways.Add(gateway);
    }

    /// <summary>Makes it known where it is, for all its addresses or, with RARP, for its MAC alone.</summary>
    public void Announce(HostAnnouncement kind, IHostEffects effects)
    {
        if (kind == HostAnnouncement.Rarp)
        {
            SendArp(MacAddress.Broadcast, new ArpPacket(ArpOperation.ReverseRequest, Mac, IpAddress.Ipv4Any, Mac, IpAddress.Ipv4Any), effects);
            return;
        }

        foreach (OwnAddress address in _addresses)
        {
            if (address.State == OwnAddressState.Ready && !(address.Address.IsIpv6 && address.Address.IsLinkLocal))
            {
                Announce(address.Address, kind, effects);
            }
        }
    }

    /// <summary>Makes one address known, be it its own or not.</summary>
    public void Announce(IpAddress address, HostAnnouncement kind, IHostEffects effects)
    {
        if (address.IsIpv6)
        {
            SendAdvertisement(MacAddress.ForIpv6Multicast(IpAddress.AllNodes), address, IpAddress.AllNodes, address, NeighborFlags.Override, effects);
        }
        else
        {
            bool isReply = kind == HostAnnouncement.GratuitousReply;
            SendArp(MacAddress.Broadcast, isReply ? ArpPacket.AnnouncementReply(Mac, address) : ArpPacket.Announcement(Mac, address), effects);
        }
    }

    private void Configure(Instant now, GatewayAddress value, bool detect, IHostEffects effects)
    {
        if (FindOwn(value.Address) is not null)
        {
            return;
        }

        OwnAddress address = new(value, detect ? OwnAddressState.Tentative : OwnAddressState.Ready);
        _addresses.Add(address);
        if (detect)
        {
            StartDetection(now, address);
        }
        else if (Setup.AnnouncesItself)
        {
            Announce(value.Address, HostAnnouncement.GratuitousRequest, effects);
        }
    }

    private void StartDetection(Instant now, OwnAddress address)
    {
        address.ProbesLeft = DetectionProbes;
        address.Due = IsLinkUp ? now + _random.Between(TimeSpan.Zero, MaximumDetectionDelay) : Instant.Never;
    }

    private void ContinueDetection(Instant now, OwnAddress address, IHostEffects effects)
    {
        if (address.ProbesLeft > 0)
        {
            address.ProbesLeft--;
            address.Due = now + DetectionWait;
            address.Nonce = _random.NextUInt64() >> 16;
            Span<byte> nonce = stackalloc byte[MacAddress.Length];
            MacAddress.FromValue(address.Nonce).Write(nonce);
            Span<byte> frame = stackalloc byte[SmallFrame];
            Transmit(frame[..FrameWriter.DuplicateAddressDetection(frame, Mac, address.Address, nonce)], effects);
            return;
        }

        address.Due = Instant.Never;
        address.State = OwnAddressState.Ready;
        effects.Emit(new StackEvent(StackEventKind.AddressReady, address.Address));
        if (Setup.AnnouncesItself)
        {
            Announce(address.Address, HostAnnouncement.GratuitousRequest, effects);
        }
    }

    private void FailDetection(OwnAddress address, MacAddress other, IHostEffects effects)
    {
        address.Due = Instant.Never;
        address.State = OwnAddressState.Duplicate;
        effects.Emit(new StackEvent(StackEventKind.AddressDuplicate, address.Address, other));
    }

    private OwnAddress? FindOwn(IpAddress address)
    {
        foreach (OwnAddress own in _addresses)
        {
            if (own.Address == address)
            {
                return own;
            }
        }

        return null;
    }

    private bool Owns(IpAddress address) => FindOwn(address) is { State: OwnAddressState.Ready };

    /// <summary>The address to speak to <paramref name="destination"/> from: one whose prefix holds it, else the first of the family.</summary>
    private bool TryChooseSource(IpAddress destination, out IpAddress source)
    {
        OwnAddress? first = null;
        foreach (OwnAddress own in _addresses)
        {
            if (own.State != OwnAddressState.Ready || own.Address.Family != destination.Family)
            {
                continue;
            }

            if (own.Prefix.Contains(destination))
            {
                source = own.Address;
                return true;
            }

            first ??= own.Address.IsIpv6 && own.Address.IsLinkLocal ? null : own;
        }

        source = first?.Address ?? default;
        return first is not null;
    }
}
