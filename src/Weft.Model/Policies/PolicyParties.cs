using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Finds the parties of a flow by name or address.</summary>
public static class PolicyParties
{
    /// <summary>A host, a client outside, or any address; one party for each of its addresses, none when there is no such name.</summary>
    public static ImmutableArray<PolicyParty> Find(Fabric fabric, string name)
    {
        if (IpAddress.TryParse(name, out IpAddress address))
        {
            return [new PolicyParty(address, PolicyOf(fabric, address))];
        }

        if (fabric.FindHost(name) is { } host)
        {
            PolicyId policy = fabric.PolicyAssignment.Of(host.Mac, host.Subnet);
            return [.. host.Addresses.Select(own => new PolicyParty(own.Address, policy))];
        }

        OutsideClient? client = fabric.Outside.SelectMany(router => router.Clients).FirstOrDefault(candidate => candidate.Name == name);
        return client is null ? [] : [.. client.Addresses.Select(own => new PolicyParty(own.Address, PolicyId.None))];
    }

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyCollection<string> Names(Fabric fabric) =>
        [.. fabric.Hosts.Select(host => host.Name), .. fabric.Outside.SelectMany(router => router.Clients).Select(client => client.Name)];

    /// <summary>The policy of a listed host with that address, else of the subnet that it lies in.</summary>
    private static PolicyId PolicyOf(Fabric fabric, IpAddress address)
    {
        FabricHost? host = fabric.Hosts.FirstOrDefault(candidate => candidate.Addresses.Any(own => own.Address == address));
        if (host is not null)
        {
            return fabric.PolicyAssignment.Of(host.Mac, host.Subnet);
        }

        Subnet? subnet = fabric.Subnets.FirstOrDefault(candidate => candidate.Contains(address) && !candidate.IsGateway(address));
        return subnet is null ? PolicyId.None : fabric.PolicyAssignment.OfSubnet(subnet);
    }
}
