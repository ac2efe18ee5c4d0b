using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>A host of the test world.</summary>
internal sealed class WorldHost(string name, MacAddress mac, IReadOnlyList<IpAddress> addresses)
{
    public string Name { get; } = name;

    public MacAddress Mac { get; } = mac;

    public IReadOnlyList<IpAddress> Addresses { get; } = addresses;

    public string Node { get; set; } = string.Empty;

    public string Port { get; set; } = string.Empty;

    /// <summary>Frames that reached the host, newest last.</summary>
    public List<byte[]> Received { get; } = [];
}
