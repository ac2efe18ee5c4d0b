using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The real fast path, where the kernel has it.</summary>
internal static class TestFastPath
{
    // A host whose turn on the long way comes in the midst of a test would be an accident.
    private static readonly TimeSpan s_refresh = TimeSpan.FromMinutes(10);

    /// <summary>A fast path without ports, in a node's namespace, or null when this kernel cannot have one.</summary>
    internal static FastPath? TryOpen(string inNamespace, Fabric fabric, TimeSpan? flowLifetime = null) => NetworkNamespace.Run(inNamespace, () =>
    {
        try
        {
            return new FastPath(fabric, s_refresh, flowLifetime ?? FastPathFlow.Lifetime);
        }
        catch (KernelException)
        {
            return null;
        }
    });

    internal static FastPath? TryOpen(NativeNode node) => TryOpen(node.Namespace, node.Plan.Fabric);

    /// <summary>Whether this kernel takes BPF programs at all.</summary>
    internal static bool IsPossible()
    {
        try
        {
            new FastPathMaps(1, asksFlows: true).Dispose();
            return true;
        }
        catch (KernelException)
        {
            return false;
        }
    }
}
