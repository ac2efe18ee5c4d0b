using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>A host of the test world: where it is, and whether it answers.</summary>
internal sealed class TestHost(string mac, params string[] addresses)
{
    public MacAddress Mac { get; } = MacAddress.Parse(mac);

    public IReadOnlyList<IpAddress> Addresses { get; } = addresses.Select(text => IpAddress.Parse(text)).ToArray();

    public int Leaf { get; set; }

    public int Port { get; set; }

    public bool Answers { get; set; } = true;

    /// <summary>Addresses that the host stopped using.</summary>
    public HashSet<IpAddress> Dropped { get; } = [];

    public void PlugIn(int leaf, int port)
    {
        Leaf = leaf;
        Port = port;
    }
}
