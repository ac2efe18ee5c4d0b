using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>Neighbour discovery as Linux does it (RFC 4861 section 7).</content>
public sealed partial class HostStack
{
    private void Solicit(IpAddress target, MacAddress mac, IHostEffects effects)
    {
        if (!TryChooseSource(target, out IpAddress source))
        {
            Counters.Increment(StackCounter.NotSent);
            return;
        }

        Span<byte> frame = stackalloc byte[SmallFrame];
        int length = mac.IsBroadcast
            ? FrameWriter.NeighborSolicitation(frame, Mac, source, target, Mac)
            : FrameWriter.NeighborSolicitation(frame, mac, Mac, source, target, target, Mac);
        Transmit(frame[..length], effects);
    }

    private void ReceiveNd(Instant now, in NdView message, MacAddress from, IHostEffects effects)
    {
        switch (message.Type)
        {
            case Icmpv6Type.NeighborSolicitation:
                ReceiveSolicitation(now, message, from, effects);
                break;
            case Icmpv6Type.NeighborAdvertisement:
                ReceiveAdvertisement(now, message, from, effects);
                break;
            default:
                // Addresses and gateways are configured: advertisements of routers and redirects say nothing to this host.
                Counters.Increment(StackCounter.UnknownProtocol);
                break;
        }
    }

    private void ReceiveSolicitation(Instant now, in NdView message, MacAddress from, IHostEffects effects)
    {
        IpAddress target = message.Target;
        if (FindOwn(target) is not OwnAddress own)
        {
            return;
        }

        bool isDetection = message.IsDuplicateAddressDetection;
        if (own.State != OwnAddressState.Ready)
        {
            // Two that check the same address at once: neither may have it (RFC 4862 section 5.4.3).
            if (isDetection && own.State == OwnAddressState.Tentative && !IsOwnProbe(message, own))
            {
                FailDetection(own, from, effects);
            }

            return;
        }

        if (isDetection)
        {
            SendAdvertisement(MacAddress.ForIpv6Multicast(IpAddress.AllNodes), target, IpAddress.AllNodes, target, NeighborFlags.Override, effects);
            return;
        }

        bool isMulticast = message.Destination.IsMulticast;
        bool hasMac = message.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out MacAddress mac);
        NeighborEntry? asker = hasMac || !isMulticast ? _nd.FindOrAdd(now, message.Source) : _nd.Find(now, message.Source);
        if (asker is null)
        {
            return;
        }

        _nd.Update(now, asker, hasMac ? mac : null, NudState.Stale, NeighborUpdate.Override | NeighborUpdate.WeakOverride, effects);
        AnswerSolicitation(now, message.Source, target, isMulticast, effects);
    }

    /// <summary>True for a probe of its own that the network has sent back (RFC 7527 section 4.2).</summary>
    private static bool IsOwnProbe(in NdView message, OwnAddress own)
    {
        NdOptionReader options = message.Options;
        while (options.TryRead(out NdOption option))
        {
            if (option.Type == NdOptionType.Nonce)
            {
                return option.Data.Length == MacAddress.Length && own.ProbesLeft < DetectionProbes && MacAddress.Read(option.Data).Value == own.Nonce;
            }
        }

        return false;
    }

    /// <summary>Linux says override, and its MAC, only to those who asked by multicast; whoever asks by unicast knows it.</summary>
    private void AnswerSolicitation(Instant now, IpAddress asker, IpAddress target, bool isMulticast, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[SmallFrame];
        int length = isMulticast
            ? FrameWriter.NeighborAdvertisement(
                frame, default, Mac, target, asker, new NeighborMessage(NeighborFlags.Solicited | NeighborFlags.Override, target), Mac)
            : FrameWriter.NeighborAdvertisement(frame, default, Mac, target, asker, new NeighborMessage(NeighborFlags.Solicited, target));
        TransmitTo(now, asker, frame[..length], effects);
    }

    private void ReceiveAdvertisement(Instant now, in NdView message, MacAddress from, IHostEffects effects)
    {
        IpAddress target = message.Target;
        if (FindOwn(target) is OwnAddress own)
        {
            if (own.State == OwnAddressState.Tentative)
            {
                FailDetection(own, from, effects);
            }

            return;
        }

        bool hasMac = message.TryGetLinkLayer(NdOptionType.TargetLinkLayerAddress, out MacAddress mac);
        effects.Emit(new StackEvent(StackEventKind.NeighborAnswered, target, hasMac ? mac : from));
        if (_nd.Find(now, target) is not NeighborEntry entry || entry.State == NudState.Failed)
        {
            return;
        }

        NeighborFlags flags = message.Neighbor.Flags;
        NeighborUpdate update = NeighborUpdate.WeakOverride | NeighborUpdate.TellsRouter
            | ((flags & NeighborFlags.Override) != 0 ? NeighborUpdate.Override : NeighborUpdate.None)
            | ((flags & NeighborFlags.Router) != 0 ? NeighborUpdate.IsRouter : NeighborUpdate.None);
        NudState state = (flags & NeighborFlags.Solicited) != 0 ? NudState.Reachable : NudState.Stale;
        _nd.Update(now, entry, hasMac ? mac : null, state, update, effects);
    }

    private void SendAdvertisement(
        MacAddress destinationMac, IpAddress source, IpAddress destination, IpAddress target, NeighborFlags flags, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[SmallFrame];
        Transmit(frame[..FrameWriter.NeighborAdvertisement(frame, destinationMac, Mac, source, destination, new NeighborMessage(flags, target), Mac)], effects);
    }
}
