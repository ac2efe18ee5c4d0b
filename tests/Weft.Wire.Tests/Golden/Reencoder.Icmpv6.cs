using System.Buffers.Binary;

namespace Weft.Wire.Tests;

/// <content>ICMPv6: neighbour discovery with its options, listener discovery, and the rest.</content>
internal sealed partial class Reencoder
{
    private int Icmpv6(in Ipv6View packet, Span<byte> target)
    {
        NdFault ndFault = NdView.TryParse(packet, out NdView nd);
        MldFault mldFault = MldView.TryParse(packet, out MldView mld);
        if (ndFault is NdFault.None)
        {
            return Nd(packet, nd, target);
        }

        if (mldFault is MldFault.None)
        {
            return Mld(packet, mld, target);
        }

        ReadOnlySpan<byte> octets = packet.UpperLayer;
        if (ndFault != NdFault.NotNeighborDiscovery)
        {
            return Refuse("ND", ndFault, octets, target).Length;
        }

        if (mldFault != MldFault.NotListenerDiscovery)
        {
            return Refuse("MLD", mldFault, octets, target).Length;
        }

        if (packet.HasFragmentHeader)
        {
            return Copy(octets, target);
        }

        if (Icmpv6View.TryParse(octets, packet.Source, packet.Destination, out Icmpv6View icmp) is not IcmpFault.None and var fault)
        {
            return Refuse("ICMPv6", fault, octets, target).Length;
        }

        Count("ICMPv6");
        Copy(icmp.Body, target[Icmpv6Message.HeaderLength..]);
        Icmpv6Message.Write(target[..octets.Length], icmp.Type, icmp.Code, packet.Source, packet.Destination);
        return octets.Length;
    }

    private int Nd(in Ipv6View packet, in NdView nd, Span<byte> target)
    {
        Count($"ND {nd.Type}");
        int length = 8;
        switch (nd.Type)
        {
            case Icmpv6Type.RouterSolicitation:
                target[4..8].Clear();
                break;
            case Icmpv6Type.RouterAdvertisement:
                length = nd.RouterAdvertisement.Write(target);
                break;
            case Icmpv6Type.Redirect:
                length = nd.Redirect.Write(target);
                break;
            default:
                length = nd.Neighbor.Write(target);
                break;
        }

        NdOptionReader options = nd.Options;
        while (options.TryRead(out NdOption option))
        {
            length += WriteOption(option, target[length..]);
        }

        Icmpv6Message.Write(target[..length], nd.Type, 0, nd.Source, nd.Destination);
        Assert.Equal(packet.UpperLayer.Length, length);
        return length;
    }

    private int WriteOption(in NdOption option, Span<byte> target)
    {
        Count($"ND option {option.Type}");
        switch (option.Type)
        {
            case NdOptionType.SourceLinkLayerAddress or NdOptionType.TargetLinkLayerAddress:
                return NdOptionWriter.WriteLinkLayer(target, option.Type, option.LinkLayerAddress);
            case NdOptionType.Mtu:
                return NdOptionWriter.WriteMtu(target, option.Mtu);
            case NdOptionType.RecursiveDnsServer:
                IpAddress[] servers = new IpAddress[option.ServerCount];
                for (int i = 0; i < servers.Length; i++)
                {
                    servers[i] = option.GetServer(i);
                }

                return NdOptionWriter.WriteRecursiveDns(target, option.LifetimeSeconds, servers);
            case NdOptionType.DnsSearchList:
                return NdOptionWriter.WriteDnsSearchList(target, option.LifetimeSeconds, option.Octets[8..]);
            default:
                return option.TryGetPrefix(out PrefixInformation prefix)
                    ? prefix.Write(target)
                    : NdOptionWriter.Write(target, option.Type, option.Data);
        }
    }

    private int Mld(in Ipv6View packet, in MldView mld, Span<byte> target)
    {
        Count($"MLD {mld.Type}");
        int length = packet.UpperLayer.Length;
        if (mld.Type == Icmpv6Type.ListenerReportV2)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target[4..], (uint)mld.RecordCount);
            int offset = 8;
            MldRecordReader records = mld.Records;
            while (records.TryRead(out MldRecord record))
            {
                Assert.Equal(0, record.SourceCount);
                offset += MldRecord.Write(target[offset..], record.Type, record.Group);
            }

            Assert.Equal(length, offset);
        }
        else
        {
            Copy(packet.UpperLayer, target);
        }

        Icmpv6Message.Write(target[..length], mld.Type, 0, packet.Source, packet.Destination);
        return length;
    }
}
