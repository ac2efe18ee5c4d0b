using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>What other leaves say of hosts that they have admitted.</summary>
public interface IVouchers
{
    /// <summary>True when the leaf whose claim to an address counts has it from a list or a lease, for this MAC.</summary>
    bool IsVouched(HostKey host, MacAddress mac);

    /// <summary>True when any address of a MAC is vouched for.</summary>
    bool IsVouched(VrfId vrf, MacAddress mac);
}
