namespace Weft.Wire;

/// <summary>EtherTypes that Weft knows (IEEE 802 numbers registry). Unknown values survive as numbers.</summary>
public enum EtherType : ushort
{
    /// <summary>Values up to this are an IEEE 802.3 length, not a type (IEEE 802.3 clause 3.2.6).</summary>
    MaximumLength = 1500,

    /// <summary>The lowest value that is a type.</summary>
    MinimumType = 0x0600,

    Ipv4 = 0x0800,
    Arp = 0x0806,
    Rarp = 0x8035,

    /// <summary>Customer tag, IEEE 802.1Q.</summary>
    CustomerTag = 0x8100,
    Ipv6 = 0x86DD,

    /// <summary>Service tag, IEEE 802.1ad.</summary>
    ServiceTag = 0x88A8,
    Lldp = 0x88CC,
}
