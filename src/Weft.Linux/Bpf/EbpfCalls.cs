using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>The bpf system call, which the C library has no function for, with the constants of linux/bpf.h.</summary>
internal static unsafe partial class EbpfCalls
{
    public const int CreateMap = 0;
    public const int LookUpElement = 1;
    public const int UpdateElement = 2;
    public const int DeleteElement = 3;
    public const int LoadProgram = 5;

    public const uint HashMap = 1;
    public const uint ArrayMap = 2;
    public const uint RecentlyUsedMap = 9;
    public const uint NoPreallocation = 1;

    public const ulong AnyElement = 0;
    public const ulong ExistingElement = 2;

    public const uint ClassifierProgram = 3;

    public const int NameLength = 16;

    private static readonly nint s_number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 280,
        _ => -1,
    };

    /// <summary>A descriptor or 0; minus the error number on failure.</summary>
    public static int Call<T>(int command, ref T attribute)
        where T : unmanaged
    {
        fixed (T* pointer = &attribute)
        {
            nint result = SystemCall(s_number, command, (nint)pointer, sizeof(T));
            return result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);

    [StructLayout(LayoutKind.Sequential)]
    public struct MapAttribute
    {
        public uint Type;
        public uint KeyLength;
        public uint ValueLength;
        public uint Capacity;
        public uint Flags;
        public uint InnerMap;
        public uint NumaNode;
        public fixed byte Name[NameLength];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ElementAttribute
    {
        public uint Map;
        public uint Padding;
        public ulong Key;
        public ulong Value;
        public ulong Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ProgramAttribute
    {
        public uint Type;
        public uint Length;
        public ulong Instructions;
        public ulong License;
        public uint LogLevel;
        public uint LogLength;
        public ulong Log;
        public uint KernelVersion;
        public uint Flags;
        public fixed byte Name[NameLength];
    }
}
