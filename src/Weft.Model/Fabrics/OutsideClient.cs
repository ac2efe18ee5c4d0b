using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A client behind an outside router: its addresses and the router's addresses on that link, one per family.</summary>
public sealed record OutsideClient(string Name, ImmutableArray<GatewayAddress> Addresses, ImmutableArray<GatewayAddress> RouterAddresses);
