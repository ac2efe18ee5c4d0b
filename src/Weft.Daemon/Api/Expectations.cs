using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>Reads the manager's word about a host from a request.</summary>
internal static class Expectations
{
    private const int LongestSeconds = 24 * 60 * 60;

    /// <summary>Hands on what a request says; null, or what is wrong with it.</summary>
    public static string? Take(NodePlan plan, ApiRequest request, Action<HostExpectation> expect)
    {
        if (plan.FindPort(request.Port ?? string.Empty) is not { FacesHosts: true } port)
        {
            string[] ports = [.. plan.Ports.Where(item => item.FacesHosts).Select(item => item.Name)];
            return $"{plan.Node.Name} has no port '{request.Port}' for hosts; {Suggestion.For(request.Port ?? string.Empty, ports, "ports")}";
        }

        if (request.Seconds is < 1 or > LongestSeconds)
        {
            return $"a host cannot be expected for {request.Seconds} seconds, but for 1 to {LongestSeconds}";
        }

        if (!TryFind(plan.Fabric, request.Host ?? string.Empty, out MacAddress mac))
        {
            return $"'{request.Host}' is neither a host of fabric {plan.Fabric.Name} nor a MAC that a host can have; "
                + Suggestion.For(request.Host ?? string.Empty, [.. plan.Fabric.Hosts.Select(host => host.Name)], "hosts");
        }

        expect(new HostExpectation(port.Index, mac, TimeSpan.FromSeconds(request.Seconds)));
        return null;
    }

    private static bool TryFind(Fabric fabric, string host, out MacAddress mac)
    {
        if (fabric.Hosts.FirstOrDefault(item => item.Name == host) is { } named)
        {
            mac = named.Mac;
            return true;
        }

        return MacAddress.TryParse(host, out mac) && !mac.IsGroup && mac != MacAddress.Zero;
    }
}
