using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The real fast path, where the kernel has it.</summary>
internal static class TestFastPath
{
    // A host whose turn on the long way comes in the midst of a test would be an accident.
    private static readonly TimeSpan s_refresh = TimeSpan.FromMinutes(10);

    /// <summary>A fast path without ports, in a node's namespace, or null when this kernel cannot have one.</summary>
    /// <param name="inNamespace">The node's namespace.</param>
    /// <param name="fabric">Its fabric.</param>
    /// <param name="flowLifetime">How long verdicts hold.</param>
    /// <param name="links">Whether programs come to ports as links; null for what the kernel has.</param>
    internal static FastPath? TryOpen(string inNamespace, Fabric fabric, TimeSpan? flowLifetime = null, bool? links = null) => NetworkNamespace.Run(inNamespace, () =>
    {
        if (links == true && !EbpfLink.AreSupported())
        {
            return null;
        }

        try
        {
            return new FastPath(fabric, s_refresh, flowLifetime ?? FastPathFlow.Lifetime, links ?? EbpfLink.AreSupported());
        }
        catch (KernelException)
        {
            return null;
        }
    });

    internal static FastPath? TryOpen(NativeNode node, bool? links = null) => TryOpen(node.Namespace, node.Plan.Fabric, links: links);

    /// <summary>Lets a fast path be used for a time, and all its ports join.</summary>
    internal static void Use(FastPath fast, string inNamespace, TimeSpan lifetime) => NetworkNamespace.Run(inNamespace, () =>
    {
        do
        {
            fast.KeepAlive(lifetime);
        }
        while (!fast.IsComplete);
    });

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
