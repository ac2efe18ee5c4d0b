namespace Weft.Model;

/// <summary>The first packet of a connection, or a packet by itself.</summary>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who it is for.</param>
/// <param name="Protocol">The IP protocol.</param>
/// <param name="Selector">Destination port or ICMP type; 0 for protocols that have neither.</param>
public readonly record struct PolicyFlow(PolicyParty From, PolicyParty To, byte Protocol, ushort Selector);
