namespace Weft.Model;

/// <summary>Single ports and types that stand for a whole service: no policy of the fabric treats another of its ports otherwise than one of these.</summary>
internal static class PolicySamples
{
    /// <summary>A protocol that rules can name by its number only.</summary>
    private const byte OtherProtocol = 253;

    private static readonly byte[] s_protocols = [PolicyProtocol.Tcp, PolicyProtocol.Udp, PolicyProtocol.Sctp, PolicyProtocol.Icmp, PolicyProtocol.Icmpv6];

    /// <summary>Samples with one port or type each, in rising order.</summary>
    public static IEnumerable<PolicyService> Of(Fabric fabric, PolicyService service)
    {
        if (service.Protocol is { } protocol)
        {
            return service.From == service.To ? [service] : Within(fabric, protocol, service);
        }

        return s_protocols.Concat(Named(fabric)).Append(OtherProtocol).Distinct().SelectMany(each => Within(fabric, each, service));
    }

    private static IEnumerable<PolicyService> Within(Fabric fabric, byte protocol, PolicyService service)
    {
        int highest = PolicyProtocol.HasPorts(protocol) ? service.To : protocol is PolicyProtocol.Icmp or PolicyProtocol.Icmpv6 ? byte.MaxValue : 0;
        return Services(fabric)
            .Where(own => own.Protocol == protocol)
            .SelectMany(own => new[] { own.From, own.To + 1 })
            .Append(service.From)
            .Where(port => port >= service.From && port <= highest)
            .Distinct().Order()
            .Select(port => new PolicyService(protocol, (ushort)port, (ushort)port));
    }

    private static IEnumerable<byte> Named(Fabric fabric) => Services(fabric).Select(service => service.Protocol).OfType<byte>();

    private static IEnumerable<PolicyService> Services(Fabric fabric) => fabric.Policies
        .SelectMany(policy => (policy.In ?? []).Concat(policy.Out ?? []))
        .SelectMany(rule => rule.Services);
}
