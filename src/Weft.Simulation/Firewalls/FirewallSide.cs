namespace Weft.Simulation;

/// <summary>A firewall in one direction of a link.</summary>
/// <param name="Firewall">The firewall, which sees other directions and links too.</param>
/// <param name="MayBegin">True on the way from inside.</param>
internal readonly record struct FirewallSide(StatefulFirewall Firewall, bool MayBegin);
