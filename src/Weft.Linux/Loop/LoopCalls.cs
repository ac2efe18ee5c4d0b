using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>The C library's calls for epoll and eventfd.</summary>
internal static unsafe partial class LoopCalls
{
    public const int CloseOnExec = 0x80000;
    public const int NonBlock = 0x800;
    public const int Add = 1;
    public const int Delete = 2;
    public const int Modify = 3;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int Create(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int Control(int epoll, int operation, int descriptor, byte* notification);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int Wait(int epoll, byte* notifications, int count, int milliseconds);

    /// <summary>Linux 5.11 and glibc 2.35: the time-out is exact, not in milliseconds.</summary>
    [LibraryImport(Library, EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static partial int WaitExactly(int epoll, byte* notifications, int count, TimeSpec* timeout, void* signals);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* data, nuint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* data, nuint length);

    /// <summary>struct timespec of a 64-bit system.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
