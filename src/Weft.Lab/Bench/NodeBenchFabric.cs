using System.Text;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>The benchmark's fabric with a secure edge: guards at its ports, and a policy for all hosts; and with more ports.</summary>
internal static class NodeBenchFabric
{
    /// <summary>Rules of each direction of the policy; the last one lets the benchmark's packets pass.</summary>
    internal const int Rules = 10;

    /// <summary>Writes what the options ask for to a file of its own. Hosts that exist only as frames stand in the file, so that strict ports admit them;
    /// the fabric of the options goes without them.</summary>
    internal static NodeBenchOptions Extend(NodeBenchOptions options)
    {
        bool isSecure = options.Guard is not null || options.Policy;
        if (!isSecure && options.IdlePorts == 0)
        {
            return options;
        }

        StringBuilder sections = new();
        string guard = options.Guard is null ? "" : $", guard: {options.Guard}";
        IEnumerable<(string Name, string Subnet)> hosts = options.Guard is null ? [] : options.Fabric.Hosts.Select(host => (host.At!.Value.Port, host.Subnet.Name));
        IEnumerable<string> ports = hosts
            .Concat(IdlePorts(options).Select(name => (name, options.Fabric.Subnets[0].Name)))
            .Select(port => $"{port.Item1}: {{ access: {port.Item2}{guard} }}");
        if (ports.Any())
        {
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
        string withHosts = isSecure ? text.Insert(end, Crowd(options)) : text;
        Directory.CreateDirectory(options.Output);
        string path = Path.Combine(options.Output, "one-leaf.yaml");
        File.WriteAllText(path, withHosts + sections);
        return options with { Fabric = FabricFile.Load(text + sections).Fabric ?? throw new LabException($"{path} has faults: weft check {path}"), FabricFile = path };
    }

    /// <summary>The names of ports beside those of the hosts.</summary>
    internal static IEnumerable<string> IdlePorts(NodeBenchOptions options) =>
        Enumerable.Range(options.Fabric.Hosts.Length + 1, options.IdlePorts).Select(number => $"swp{number}");

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
