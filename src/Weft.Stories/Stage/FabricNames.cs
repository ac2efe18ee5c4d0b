using Weft.Model;

namespace Weft.Stories;

/// <summary>Finds what a story names.</summary>
public static class FabricNames
{
    /// <summary>The host of that name. Throws <see cref="StoryException"/> with the hosts there are.</summary>
    public static FabricHost HostCalled(this Fabric fabric, string name) => fabric.FindHost(name)
        ?? throw new StoryException($"{name} is not a host of {fabric.Name}; hosts: {string.Join(", ", fabric.Hosts.Select(host => host.Name))}");
}
