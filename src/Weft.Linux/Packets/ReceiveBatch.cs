using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Buffers for receiving many frames with one call. One batch serves all sockets of a thread; nothing is allocated per frame.</summary>
public sealed unsafe class ReceiveBatch : IDisposable
{
    /// <summary>Frames taken with one call.</summary>
    public const int Capacity = 32;

    /// <summary>Longest frame: a jumbo payload of 9,216 octets with its header.</summary>
    public const int FrameLength = 9_216 + 14;

    private const int BufferLength = 9_240;
    private const int ControlLength = 64;

    // struct cmsghdr: length 0:8, level 8:4, type 12:4, data from 16 (64-bit systems).
    private const int ControlHeaderLength = 16;

    // struct tpacket_auxdata: status 0:4, len 4:4, snaplen 8:4, mac 12:2, net 14:2, vlan_tci 16:2, vlan_tpid 18:2.
    private const int AuxiliaryLength = 20;
    private const uint VlanValid = 0x10;

    private readonly byte* _memory;
    private readonly PacketCalls.MultiMessageHeader* _headers;
    private readonly PacketCalls.Buffer* _buffers;
    private readonly byte* _control;
    private bool _disposed;

    public ReceiveBatch()
    {
        nuint headers = (nuint)(Capacity * sizeof(PacketCalls.MultiMessageHeader));
        nuint buffers = (nuint)(Capacity * sizeof(PacketCalls.Buffer));
        _memory = (byte*)NativeMemory.AllocZeroed(headers + buffers + (Capacity * (ControlLength + BufferLength)));
        _headers = (PacketCalls.MultiMessageHeader*)_memory;
        _buffers = (PacketCalls.Buffer*)(_memory + headers);
        _control = _memory + headers + buffers;
        byte* frames = _control + (Capacity * ControlLength);
        for (int i = 0; i < Capacity; i++)
        {
            _buffers[i] = new PacketCalls.Buffer { Start = frames + (i * BufferLength), Length = FrameLength };
            _headers[i].Buffers = &_buffers[i];
            _headers[i].BufferCount = 1;
            _headers[i].Control = _control + (i * ControlLength);
        }
    }

    /// <summary>Receives what waits on a socket, at most <see cref="Capacity"/> frames, and hands each on.
    /// Returns how many were taken, or minus the error number.</summary>
    internal int Receive(int descriptor, PortIndex port, IFrameSink sink)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (int i = 0; i < Capacity; i++)
        {
            _headers[i].ControlLength = ControlLength;
            _headers[i].Flags = 0;
        }

        int count = PacketCalls.ReceiveMany(descriptor, _headers, Capacity, PacketCalls.MessageDontWait, null);
        if (count < 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> frame = new(_buffers[i].Start, (int)Math.Min(_headers[i].Length, FrameLength));
            ReadOnlySpan<byte> control = new(_headers[i].Control, (int)_headers[i].ControlLength);
            sink.FrameReceived(port, TagOf(control), frame);
        }

        return count;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            NativeMemory.Free(_memory);
        }
    }

    /// <summary>The VLAN of the tag that the kernel took off the frame; a VID of 0 (priority only) and the reserved 4095 count as none.</summary>
    internal static VlanId TagOf(ReadOnlySpan<byte> control)
    {
        while (control.Length >= ControlHeaderLength)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(control);
            if (length < ControlHeaderLength || length > (ulong)control.Length)
            {
                return VlanId.Untagged;
            }

            ReadOnlySpan<byte> data = control[ControlHeaderLength..(int)length];
            if (BinaryPrimitives.ReadInt32LittleEndian(control[8..]) == PacketCalls.SolPacket
                && BinaryPrimitives.ReadInt32LittleEndian(control[12..]) == PacketCalls.AuxiliaryData
                && data.Length >= AuxiliaryLength)
            {
                int vid = BinaryPrimitives.ReadUInt16LittleEndian(data[16..]) & 0x0FFF;
                bool valid = (BinaryPrimitives.ReadUInt32LittleEndian(data) & VlanValid) != 0;
                return valid && vid <= VlanId.Maximum ? new VlanId(vid) : VlanId.Untagged;
            }

            int step = ((int)length + 7) & ~7;
            control = step <= control.Length ? control[step..] : default;
        }

        return VlanId.Untagged;
    }
}
