namespace Weft.Lab;

/// <summary>Where a lab keeps things on this machine.</summary>
public static class LabPaths
{
    /// <summary>Inventories and sockets of running labs; gone after a reboot, as the namespaces are.</summary>
    public const string Root = "/run/weft-lab";

    /// <summary>The run-time directory of one lab.</summary>
    public static string Lab(string lab) => Path.Combine(Root, lab);

    /// <summary>The file that says what a lab made.</summary>
    public static string Inventory(string lab) => Path.Combine(Lab(lab), "lab.json");

    /// <summary>The API socket of a node's daemon.</summary>
    public static string Socket(string lab, string node) => Path.Combine(Lab(lab), $"{node}.sock");

    /// <summary>What the nodes of a lab keep beyond the lives of their daemons; gone with the lab.</summary>
    public static string State(string lab) => Path.Combine(Lab(lab), "state");

    /// <summary>Configuration and sockets of the routing daemons of a node or outside router.</summary>
    public static string Frr(string lab, string name) => Path.Combine(Lab(lab), "frr", name);
}
