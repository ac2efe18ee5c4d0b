using System.Net;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Somebody who sends and receives: a host or a client, by the name of its namespace.</summary>
public sealed record Endpoint(string Name, IReadOnlyList<IpAddress> Addresses)
{
    /// <summary>Its first address of a family. Throws <see cref="LabException"/> when it has none.</summary>
    public IPAddress Address(AddressFamily family)
    {
        foreach (IpAddress address in Addresses)
        {
            if (address.Family == family)
            {
                return address.ToIPAddress();
            }
        }

        throw new LabException($"{Name} has no {(family == AddressFamily.Ipv6 ? "IPv6" : "IPv4")} address");
    }
}
