using System.Globalization;

namespace Weft.Model;

/// <summary>A logged rule of an access policy has taken a packet.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Hit">The packet.</param>
public sealed record PolicyRuleHit(HostPolicy Policy, PolicyRule Rule, PolicyHit Hit) : NodeEvent
{
    public override string Kind => "policy-hit";

    public override string Subject => Policy.Name;

    public override string Text =>
        $"{Policy.Name} {Hit.Direction.Text()} {Name} {(Rule.Action == PolicyAction.Allow ? "lets pass" : "drops")} {Hit.From} -> {Hit.To} {Service}";

    private string Name => Rule.Name.Length > 0
        ? string.Create(CultureInfo.InvariantCulture, $"rule {Rule.Number} ({Rule.Name})")
        : string.Create(CultureInfo.InvariantCulture, $"rule {Rule.Number}");

    private string Service
    {
        get
        {
            string protocol = Hit.Protocol switch
            {
                PolicyProtocol.Tcp => "tcp",
                PolicyProtocol.Udp => "udp",
                PolicyProtocol.Sctp => "sctp",
                PolicyProtocol.Icmp => "icmp",
                PolicyProtocol.Icmpv6 => "icmp6",
                byte other => string.Create(CultureInfo.InvariantCulture, $"proto/{other}"),
            };
            return Hit.Selector < 0 ? protocol : string.Create(CultureInfo.InvariantCulture, $"{protocol}/{Hit.Selector}");
        }
    }
}
