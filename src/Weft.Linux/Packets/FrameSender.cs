using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Sends Ethernet frames out of any interface through one packet socket, past the bridge and its filters.</summary>
public sealed unsafe class FrameSender : IDisposable
{
    private const int AddressesLength = 2 * MacAddress.Length;
    private const int TagLength = 4;
    private const ushort TagProtocol = 0x8100;

    private readonly byte[] _tagged = new byte[ReceiveBatch.FrameLength + TagLength];
    private int _descriptor;

    /// <summary>Opens the socket. It is bound to nothing and receives nothing.</summary>
    public FrameSender()
    {
        _descriptor = LibC.Socket(
            PacketCalls.AfPacket, PacketCalls.SockRaw | PacketCalls.SockCloseOnExec | PacketCalls.SockNonBlock, 0);
        if (_descriptor < 0)
        {
            throw KernelException.FromLastCall("open a packet socket");
        }

        // What waits in a full port must not make neighbours give each other up. A kernel that refuses sends all the same.
        int first = (int)QueueClass.Control;
        _ = LibC.SetSocketOption(_descriptor, PacketCalls.SolSocket, PacketCalls.SoPriority, &first, sizeof(int));
    }

    /// <summary>Sends an untagged frame, with a tag added when <paramref name="tag"/> is one. Returns 0, or the error number
    /// (e.g. 100, ENETDOWN, for a port without carrier). Frames too short or too long to be Ethernet throw.</summary>
    public int Send(int interfaceIndex, VlanId tag, ReadOnlySpan<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, AddressesLength + 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, ReceiveBatch.FrameLength);
        ReadOnlySpan<byte> whole = tag.IsTagged ? InsertTag(tag, frame) : frame;
        PacketCalls.LinkLayerAddress address = new()
        {
            Family = PacketCalls.AfPacket,
            ProtocolBigEndian = ProtocolOf(whole),
            InterfaceIndex = interfaceIndex,
            AddressLength = MacAddress.Length,
        };
        whole[..MacAddress.Length].CopyTo(new Span<byte>(address.Address, MacAddress.Length));
        fixed (byte* data = whole)
        {
            nint sent = PacketCalls.SendTo(
                _descriptor, data, (nuint)whole.Length, PacketCalls.MessageDontWait, &address, (uint)sizeof(PacketCalls.LinkLayerAddress));
            return sent < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            LibC.Close(_descriptor);
            _descriptor = -1;
        }
    }

    private ReadOnlySpan<byte> InsertTag(VlanId tag, ReadOnlySpan<byte> frame)
    {
        frame[..AddressesLength].CopyTo(_tagged);
        BinaryPrimitives.WriteUInt16BigEndian(_tagged.AsSpan(AddressesLength), TagProtocol);
        BinaryPrimitives.WriteUInt16BigEndian(_tagged.AsSpan(AddressesLength + 2), tag.Value);
        frame[AddressesLength..].CopyTo(_tagged.AsSpan(AddressesLength + TagLength));
        return _tagged.AsSpan(0, frame.Length + TagLength);
    }

    // A value below 0x0600 is a length (IEEE 802.3 clause 3.2.6): such frames are 802.2 for the kernel.
    private static ushort ProtocolOf(ReadOnlySpan<byte> frame)
    {
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[AddressesLength..]);
        return BinaryPrimitives.ReverseEndianness(type < 0x0600 ? PacketCalls.Ethernet8022 : type);
    }
}
