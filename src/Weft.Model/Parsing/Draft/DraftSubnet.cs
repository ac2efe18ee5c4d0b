using Weft.Wire;

namespace Weft.Model;

/// <summary>A subnet as read; what is faulty is null or left out.</summary>
internal sealed class DraftSubnet(string name, SourceSpan span, int index)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public int Index { get; } = index;

    public DraftVrf? Vrf { get; set; }

    public Located<VlanId>? Vlan { get; set; }

    /// <summary>As given; null when it is to be derived.</summary>
    public Located<byte>? Vrid { get; set; }

    public List<Located<GatewayAddress>> Gateways { get; } = [];

    public Located<DraftSite>? Home { get; set; }

    public List<Located<DraftSite>> Backup { get; } = [];

    /// <summary>The sites that have this subnet; null when all do.</summary>
    public List<Located<DraftSite>>? Sites { get; set; }

    public SubnetScope Scope { get; set; }

    public Located<byte>? Vrrp { get; set; }

    public List<IpAddress> DhcpServers { get; } = [];

    public bool IsAt(DraftSite site) => Sites is null || Sites.Exists(at => at.Value == site);

    /// <summary>True when some site has both.</summary>
    public bool Meets(DraftSubnet other) =>
        Sites is null || other.Sites is null || Sites.Exists(site => other.IsAt(site.Value));
}
