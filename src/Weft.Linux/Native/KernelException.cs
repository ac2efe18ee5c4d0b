using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>A system call or a netlink request that must succeed did not.</summary>
public sealed class KernelException : Exception
{
    public KernelException(string what, int error, string? detail = null)
        : base(detail is null ? $"{what}: {Errno.Name(error)}" : $"{what}: {Errno.Name(error)} ({detail})") => Error = error;

    /// <summary>The errno.</summary>
    public int Error { get; }

    /// <summary>The exception for the call that just failed on this thread.</summary>
    internal static KernelException FromLastCall(string what) => new(what, Marshal.GetLastPInvokeError());
}
