using System.Text;

namespace Weft.Wire;

/// <summary>One line per neighbour discovery message, close to what tcpdump prints.</summary>
internal static class NdPrinter
{
    internal static string Print(in NdView message)
    {
        StringBuilder text = new("ICMP6, ");
        switch (message.Type)
        {
            case Icmpv6Type.RouterSolicitation:
                text.Append("router solicitation");
                break;
            case Icmpv6Type.RouterAdvertisement:
                RouterAdvertisement advertisement = message.RouterAdvertisement;
                text.Append($"router advertisement, hop limit {advertisement.HopLimit}, lifetime {advertisement.LifetimeSeconds}s");
                break;
            case Icmpv6Type.NeighborSolicitation:
                text.Append($"neighbor solicitation, who has {message.Target}");
                break;
            case Icmpv6Type.NeighborAdvertisement:
                text.Append($"neighbor advertisement, tgt is {message.Target}, flags [{message.Neighbor.Flags}]");
                break;
            default:
                text.Append($"redirect, {message.Redirect.Destination} to {message.Redirect.Target}");
                break;
        }

        NdOptionReader options = message.Options;
        while (options.TryRead(out NdOption option))
        {
            text.Append(", ").Append(Print(option));
        }

        return text.ToString();
    }

    private static string Print(in NdOption option) => option.Type switch
    {
        NdOptionType.SourceLinkLayerAddress => $"source link-address {option.LinkLayerAddress}",
        NdOptionType.TargetLinkLayerAddress => $"destination link-address {option.LinkLayerAddress}",
        NdOptionType.Mtu => $"mtu {option.Mtu}",
        NdOptionType.Nonce => $"nonce {Convert.ToHexStringLower(option.Data)}",
        NdOptionType.RecursiveDnsServer when option.ServerCount > 0 => $"rdnss {option.GetServer(0)}",
        _ => option.TryGetPrefix(out PrefixInformation prefix) ? prefix.ToString() : $"option {(int)option.Type}",
    };
}
