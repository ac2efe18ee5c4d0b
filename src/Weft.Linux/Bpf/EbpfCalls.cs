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
    public const int GetInfo = 15;
    public const int QueryPrograms = 16;
    public const int CreateLink = 28;
    public const int UpdateLink = 29;
    public const int DetachLink = 34;

    public const uint HashMap = 1;
    public const uint ArrayMap = 2;
    public const uint RecentlyUsedMap = 9;
    public const uint NoPreallocation = 1;

    public const ulong AnyElement = 0;
    public const ulong ExistingElement = 2;

    public const uint ClassifierProgram = 3;

    /// <summary>Where frames come in (BPF_TCX_INGRESS).</summary>
    public const uint Ingress = 46;

    /// <summary>Where frames go out (BPF_TCX_EGRESS).</summary>
    public const uint Egress = 47;

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
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkAttribute
    {
        public uint Program;
        public uint Interface;
        public uint Place;
        public uint Flags;
        public uint Relative;
        public uint Padding;
        public ulong ExpectedRevision;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LinkUpdateAttribute
    {
        public uint Link;
        public uint Program;
        public uint Flags;
        public uint FormerProgram;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LinkDetachAttribute
    {
        public uint Link;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct QueryAttribute
    {
        public uint Interface;
        public uint Place;
        public uint Flags;
        public uint AttachFlags;
        public ulong Programs;
        public uint Count;
        public uint Padding;
        public ulong ProgramFlags;
        public ulong Links;
        public ulong LinkFlags;
        public ulong Revision;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct InfoAttribute
    {
        public uint Object;
        public uint Length;
        public ulong Info;
    }

    /// <summary>What all kinds of links begin with.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkInfo
    {
        public uint Type;
        public uint Id;
        public uint Program;
    }
}
