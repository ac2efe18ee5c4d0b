using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>The C library's calls that only packet sockets need, with the constants of linux/if_packet.h.</summary>
internal static unsafe partial class PacketCalls
{
    public const int AfPacket = 17;
    public const int SockRaw = 3;
    public const int SockCloseOnExec = 0x80000;
    public const int SockNonBlock = 0x800;

    public const int SolSocket = 1;
    public const int SoPriority = 12;
    public const int SoAttachFilter = 26;
    public const int SoReceiveBufferForce = 33;

    public const int SolPacket = 263;
    public const int AddMembership = 1;
    public const int Statistics = 6;
    public const int AuxiliaryData = 8;
    public const int IgnoreOutgoing = 23;

    public const ushort EthernetAll = 0x0003;
    public const ushort Ethernet8022 = 0x0004;
    public const ushort EthernetIpv6 = 0x86DD;

    public const int MessageDontWait = 0x40;
    public const int MessageTruncated = 0x20;

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int fd, int level, int name, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int fd, MultiMessageHeader* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int fd, MultiMessageHeader* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(int fd, byte* data, nuint length, int flags, LinkLayerAddress* address, uint addressLength);

    /// <summary>struct sockaddr_ll.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkLayerAddress
    {
        public ushort Family;
        public ushort ProtocolBigEndian;
        public int InterfaceIndex;
        public ushort HardwareType;
        public byte PacketType;
        public byte AddressLength;
        public fixed byte Address[8];
    }

    /// <summary>struct packet_mreq.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Membership
    {
        public int InterfaceIndex;
        public ushort Type;
        public ushort AddressLength;
        public fixed byte Address[8];
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FilterProgram
    {
        public ushort Length;
        public BpfInstruction* Instructions;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>struct mmsghdr of a 64-bit system: a msghdr, padded to eight octets, and the length received.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MultiMessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Buffer* Buffers;
        public nuint BufferCount;
        public byte* Control;
        public nuint ControlLength;
        public long Flags;
        public uint Length;
    }
}
