namespace Weft.Linux;

/// <summary>Attributes of links (IFLA_*) and their nests.</summary>
internal static class LinkAttribute
{
    internal const ushort Address = 1;
    internal const ushort Name = 3;
    internal const ushort Mtu = 4;
    internal const ushort Link = 5;
    internal const ushort Master = 10;
    internal const ushort ProtocolInfo = 12;
    internal const ushort LinkInfo = 18;
    internal const ushort AddressFamilySpec = 26;
    internal const ushort NamespaceDescriptor = 28;
    internal const ushort ExtendedMask = 29;

    /// <summary>IFLA_INFO_KIND, inside <see cref="LinkInfo"/>.</summary>
    internal const ushort InfoKind = 1;

    /// <summary>IFLA_INFO_DATA, inside <see cref="LinkInfo"/>.</summary>
    internal const ushort InfoData = 2;

    /// <summary>VETH_INFO_PEER, inside the data of a veth.</summary>
    internal const ushort VethPeer = 1;
}
