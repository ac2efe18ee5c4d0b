using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>What other leaves say of hosts that they have admitted.</summary>
public interface IVouchers
{
    /// <summary>The MAC for which the leaf whose claim to an address counts has it from a list or a lease; null where it has it from the host alone.</summary>
    MacAddress? VouchedMac(HostKey host);

    /// <summary>True when any address of a MAC is vouched for.</summary>
    bool IsVouched(VrfId vrf, MacAddress mac);
}
