using Weft.Wire;

namespace Weft.Model;

/// <summary>A host address in the whole fabric.</summary>
public readonly record struct HostKey(VrfId Vrf, IpAddress Address) : IComparable<HostKey>
{
    public int CompareTo(HostKey other)
    {
        int byVrf = Vrf.CompareTo(other.Vrf);
        return byVrf != 0 ? byVrf : Address.CompareTo(other.Address);
    }

    public override string ToString() => Vrf == VrfId.Default ? Address.ToString() : $"{Address} in VRF {Vrf}";
}
