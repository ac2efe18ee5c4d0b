using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>A view of one netlink message: header and payload.
/// <code>
/// struct nlmsghdr: len 0:4, type 4:2, flags 6:2, seq 8:4, pid 12:4
/// </code></summary>
public readonly ref struct NetlinkMessage
{
    /// <summary>Length of the header, in octets.</summary>
    public const int HeaderLength = 16;

    internal NetlinkMessage(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The whole message with its header, without padding.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public ushort Type => MemoryMarshal.Read<ushort>(Bytes[4..]);

    public NetlinkFlags Flags => (NetlinkFlags)MemoryMarshal.Read<ushort>(Bytes[6..]);

    public uint Sequence => MemoryMarshal.Read<uint>(Bytes[8..]);

    /// <summary>In notifications: the socket whose request caused the change; 0 for the kernel's own doing.</summary>
    public uint PortId => MemoryMarshal.Read<uint>(Bytes[12..]);

    public ReadOnlySpan<byte> Payload => Bytes[HeaderLength..];

    /// <summary>Reads the fixed header of the family; false when the payload is too short.</summary>
    public bool TryHeader<T>(out T header)
        where T : unmanaged => MemoryMarshal.TryRead(Payload, out header);

    /// <summary>The attributes behind a fixed header of type <typeparamref name="T"/>.</summary>
    public NetlinkAttributes Attributes<T>()
        where T : unmanaged
    {
        int length = NetlinkAttributes.Align(System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        return new NetlinkAttributes(Payload.Length > length ? Payload[length..] : default);
    }
}
