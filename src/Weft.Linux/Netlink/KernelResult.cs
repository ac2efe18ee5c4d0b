namespace Weft.Linux;

/// <summary>What the kernel said to one request: 0 or an errno, and its own words where it gave any (extended acknowledgement).</summary>
public readonly record struct KernelResult(int Error, string? Message = null)
{
    public static KernelResult Success => default;

    public bool Succeeded => Error == 0;

    /// <summary>Throws a <see cref="KernelException"/> unless the request succeeded.</summary>
    public void ThrowIfFailed(string what)
    {
        if (Error != 0)
        {
            throw new KernelException(what, Error, Message);
        }
    }

    /// <summary>"OK", or the error's name with the kernel's message.</summary>
    public override string ToString() => Message is null ? Errno.Name(Error) : $"{Errno.Name(Error)} ({Message})";
}
