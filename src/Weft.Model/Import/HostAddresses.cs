namespace Weft.Model;

/// <summary>The addresses of a host that are known by its interface alone, as commands inside the host set them.</summary>
internal static class HostAddresses
{
    /// <summary>Those of the interface of an end; a VLAN below it, as in eth1.10, counts as the interface.</summary>
    public static IEnumerable<GatewayAddress> Of(TopologyEnd end) =>
        end.Machine.Addresses.Where(known => end.Port is null || known.Port.Length == 0 || known.Port.Split('.')[0] == end.Port).Select(known => known.Address);
}
