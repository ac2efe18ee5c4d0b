using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>Claims by the MAC they name.</summary>
internal sealed class MacClaims : ClaimTable<MacAddress>
{
    /// <summary>Appends the claims of a MAC.</summary>
    public void CopyTo(MacAddress mac, List<AnnouncedClaim> into)
    {
        for (int slot = FirstOf(mac); slot >= 0; slot = NextOf(mac, slot))
        {
            into.Add(At(slot)!);
        }
    }

    protected override MacAddress KeyOf(AnnouncedClaim claim) => claim.Claim.Mac;

    protected override uint HashOf(MacAddress key) => (uint)((key.Value * 0x9E37_79B9_7F4A_7C15) >> 32);
}
