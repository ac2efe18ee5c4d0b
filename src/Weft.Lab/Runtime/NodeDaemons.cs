using Weft.Model;

namespace Weft.Lab;

/// <summary>The daemons of a lab's nodes: one process each, inside the node's namespace.</summary>
public sealed class NodeDaemons(Fabric fabric, LabOptions options)
{
    private const string Niceness = "-10";

    private readonly Dictionary<string, NamespaceProcess> _running = [];
    private readonly Lazy<string?> _keys = new(() => LabKeys.Prepare(fabric, options));

    /// <summary>Starts the daemon of every node.</summary>
    public void StartAll()
    {
        foreach (FabricNode node in fabric.Nodes)
        {
            Start(node.Name);
        }
    }

    /// <summary>Starts one node's daemon. Throws <see cref="LabException"/> when it runs already or the lab has no daemon to start.</summary>
    public void Start(string node) => Start(node, null);

    /// <summary>Starts one node's daemon from another binary.</summary>
    public void Start(string node, string? other)
    {
        string daemon = other ?? options.Daemon ?? throw new LabException($"{node}: this lab was brought up without daemons");
        if (fabric.FindNode(node) is null)
        {
            throw new LabException($"{node} is not a node of {fabric.Name}; nodes: {string.Join(", ", fabric.Nodes.Select(item => item.Name))}");
        }

        if (_running.TryGetValue(node, out NamespaceProcess? old))
        {
            if (!old.HasExited)
            {
                throw new LabException($"the daemon of {node} runs already, process {old.Id}");
            }

            old.Dispose();
        }

        string[] keys = _keys.Value is { } path ? ["--keys", path] : [];
        string[] record = options.Record ? ["--record", Path.Combine(options.Output, $"{node}.recording")] : [];

        // As its systemd unit runs it: a host's move must not wait for other work of the machine.
        string[] command =
        [
            "nice", "-n", Niceness, daemon, "--fabric", options.FabricFile, "--node", node,
            "--api", LabPaths.Socket(fabric.Name, node), "--state", LabPaths.State(fabric.Name), .. keys, .. record,
        ];
        _running[node] = NamespaceProcess.Start(node, $"weftd on {node}", Path.Combine(options.Output, $"{node}.log"), command);
    }

    /// <summary>Asks one node's daemon to end, as its unit does, and waits for it. Throws <see cref="LabException"/> when it does not.</summary>
    public void Stop(string node)
    {
        if (!Running(node).Stop(options.Patience))
        {
            throw new LabException($"the daemon of {node} does not end: {Running(node).LastWords()}");
        }
    }

    /// <summary>Kills one node's daemon (SIGKILL) and waits for its end.</summary>
    public void Kill(string node) => Running(node).Kill();

    /// <summary>The process of a node's daemon. Throws when none was started.</summary>
    public NamespaceProcess Running(string node) =>
        _running.TryGetValue(node, out NamespaceProcess? process) ? process : throw new LabException($"{node} runs no daemon");

    /// <summary>Daemons that have ended, with their last words.</summary>
    public IReadOnlyList<string> Ended() =>
        [.. _running.Values.Where(process => process.HasExited).Select(process => $"{process.What} ended: {process.LastWords()}")];
}
