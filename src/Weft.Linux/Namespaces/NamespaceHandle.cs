namespace Weft.Linux;

/// <summary>An open descriptor of a network namespace.</summary>
internal readonly struct NamespaceHandle : IDisposable
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    private NamespaceHandle(int descriptor) => Descriptor = descriptor;

    internal int Descriptor { get; }

    /// <summary>Opens a named namespace, or the calling thread's own for null. Throws <see cref="KernelException"/>.</summary>
    internal static NamespaceHandle Open(string? name)
    {
        string path = name is null ? "/proc/thread-self/ns/net" : NetworkNamespace.PathOf(name);
        int descriptor = LibC.Open(path, ReadOnlyCloseOnExec, 0);
        return descriptor >= 0 ? new NamespaceHandle(descriptor) : throw KernelException.FromLastCall($"open network namespace {name}");
    }

    public void Dispose() => LibC.Close(Descriptor);
}
