using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>A packet that a logged rule of a policy has taken.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Direction">Towards its host or from it.</param>
/// <param name="Rule">The rule's number.</param>
/// <param name="From">The packet's source.</param>
/// <param name="To">Its destination.</param>
/// <param name="Protocol">The protocol of the IP header.</param>
/// <param name="Selector">Destination port or ICMP type; negative where the packet has none.</param>
public readonly record struct PolicyHit(PolicyId Policy, PolicyDirection Direction, int Rule, IpAddress From, IpAddress To, byte Protocol, int Selector);
