using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An address of a simulated host.</summary>
public sealed class OwnAddress
{
    internal OwnAddress(GatewayAddress value, OwnAddressState state)
    {
        Value = value;
        Prefix = value.Prefix;
        State = state;
    }

    /// <summary>The address and the length of the prefix that is on the link.</summary>
    public GatewayAddress Value { get; }

    public IpAddress Address => Value.Address;

    /// <summary>What is on the link because of it.</summary>
    public IpPrefix Prefix { get; }

    public OwnAddressState State { get; internal set; }

    /// <summary>When duplicate address detection goes on, in the host's own time.</summary>
    internal Instant Due { get; set; } = Instant.Never;

    /// <summary>Probes of duplicate address detection that are still to be sent.</summary>
    internal int ProbesLeft { get; set; }

    /// <summary>A number of 48 bits that marks its own probes, so that one that comes back is not taken for another's (RFC 7527).</summary>
    internal ulong Nonce { get; set; }
}
