namespace Weft.Linux;

/// <summary>Interface indices of the calling thread's network namespace.</summary>
public static class InterfaceIndex
{
    /// <summary>The index of a name, or 0 when there is none.</summary>
    public static int Find(string name) => (int)LibC.InterfaceNameToIndex(name);

    /// <summary>The index of a name. Throws <see cref="KernelException"/> when there is none.</summary>
    public static int Of(string name)
    {
        int index = Find(name);
        return index > 0 ? index : throw new KernelException($"find interface {name}", Errno.NoDevice);
    }
}
