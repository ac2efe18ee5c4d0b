using System.Text;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>The benchmark's fabric with a secure edge: guards at its ports, and a policy for all hosts.</summary>
internal static class NodeBenchFabric
{
    /// <summary>Rules of each direction of the policy; the last one lets the benchmark's packets pass.</summary>
    internal const int Rules = 10;

    /// <summary>Writes what the options ask for to a file of its own. Hosts that exist only as frames stand in the file, so that strict ports admit them;
    /// the fabric of the options goes without them.</summary>
    internal static NodeBenchOptions Secure(NodeBenchOptions options)
    {
        if (options.Guard is null && !options.Policy)
        {
            return options;
        }

        StringBuilder sections = new();
        if (options.Guard is { } guard)
        {
            IEnumerable<string> ports = options.Fabric.Hosts.Select(host => $"{host.At!.Value.Port}: {{ access: {host.Subnet.Name}, guard: {guard} }}");
            sections.Append($"\nports:\n  {options.Fabric.Nodes[0].Name}: {{ {string.Join(", ", ports)} }}\n");
        }

        if (options.Policy)
        {
            sections.Append($"\npolicies:\n  bench:\n    for: [{string.Join(", ", options.Fabric.Subnets.Select(subnet => subnet.Name))}]\n    stateful: false\n");
            AppendRules(sections, "in", "from");
            AppendRules(sections, "out", "to");
        }

        string text = File.ReadAllText(options.FabricFile);

        // After the hosts that are there, whose MACs follow from their places.
        int end = text.IndexOf("\n\n", text.IndexOf("\nhosts:\n", StringComparison.Ordinal) + 1, StringComparison.Ordinal) + 1;
        string withHosts = text.Insert(end, Crowd(options));
        Directory.CreateDirectory(options.Output);
        string path = Path.Combine(options.Output, "secure.yaml");
        File.WriteAllText(path, withHosts + sections);
        return options with { Fabric = FabricFile.Load(text + sections).Fabric ?? throw new LabException($"{path} has faults: weft check {path}"), FabricFile = path };
    }

    private static void AppendRules(StringBuilder text, string direction, string peer)
    {
        text.Append($"    {direction}:\n");
        for (int i = 1; i < Rules; i++)
        {
            text.Append($"      - {{ allow: [tcp/{i}, udp/{i}], {peer}: 10.100.{i}.0/24 }}\n");
        }

        text.Append($"      - {{ allow: udp/{Traffic.Port} }}\n");
    }

    private static string Crowd(NodeBenchOptions options)
    {
        StringBuilder hosts = new();
        int count = options.ForwardHosts.Max();
        foreach (Subnet subnet in options.Fabric.Hosts.Skip(1).Select(host => host.Subnet))
        {
            NodeBenchCrowd crowd = new(subnet, AddressFamily.Ipv4, count);
            for (int host = 0; host < count; host++)
            {
                hosts.Append($"  {subnet.Name}-{host}: {{ subnet: {subnet.Name}, mac: \"{crowd.Mac(host)}\", address: {crowd.Address(host)} }}\n");
            }
        }

        return hosts.ToString();
    }
}
