using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Writes netlink messages one behind the other into one reusable buffer. Nothing is allocated per message; the
/// buffer grows when a message does not fit, so callers that batch look at <see cref="Length"/>.</summary>
public sealed class NetlinkBuilder(int capacity = 64 * 1024)
{
    private const ushort NestedBit = 0x8000;

    private byte[] _buffer = new byte[capacity];
    private int _messageStart = -1;

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Finished messages.</summary>
    public int Count { get; private set; }

    /// <summary>All finished messages.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>Forgets everything written.</summary>
    public void Clear()
    {
        Length = 0;
        Count = 0;
        _messageStart = -1;
    }

    /// <summary>Starts a message; <see cref="End"/> finishes it.</summary>
    public void Begin(ushort type, NetlinkFlags flags, uint sequence)
    {
        if (_messageStart >= 0)
        {
            throw new InvalidOperationException("the previous netlink message was not ended");
        }

        _messageStart = Length;
        Span<byte> header = Reserve(NetlinkMessage.HeaderLength);
        MemoryMarshal.Write(header[4..], type);
        MemoryMarshal.Write(header[6..], (ushort)flags);
        MemoryMarshal.Write(header[8..], sequence);
    }

    /// <summary>Writes the fixed header of the family.</summary>
    public void Header<T>(in T header)
        where T : unmanaged
    {
        Span<byte> target = Reserve(Unsafe.SizeOf<T>());
        MemoryMarshal.Write(target, in header);
    }

    /// <summary>Finishes the message.</summary>
    public void End()
    {
        MemoryMarshal.Write(_buffer.AsSpan(_messageStart), Length - _messageStart);
        _messageStart = -1;
        Count++;
    }

    /// <summary>Adds flags to the finished message that starts at an offset, e.g. to ask for an acknowledgement of a batch's end.</summary>
    public void AddFlags(int start, NetlinkFlags flags)
    {
        Span<byte> slot = _buffer.AsSpan(start + 6, 2);
        MemoryMarshal.Write(slot, (ushort)(MemoryMarshal.Read<ushort>(slot) | (ushort)flags));
    }

    public void Add(ushort type, ReadOnlySpan<byte> value) => value.CopyTo(ReserveAttribute(type, value.Length));

    public void Add(ushort type, byte value) => ReserveAttribute(type, 1)[0] = value;

    public void Add(ushort type, ushort value) => MemoryMarshal.Write(ReserveAttribute(type, 2), value);

    public void Add(ushort type, uint value) => MemoryMarshal.Write(ReserveAttribute(type, 4), value);

    public void Add(ushort type, int value) => MemoryMarshal.Write(ReserveAttribute(type, 4), value);

    /// <summary>An attribute that is only a flag: no value.</summary>
    public void AddFlag(ushort type) => ReserveAttribute(type, 0);

    /// <summary>A number in network byte order.</summary>
    public void AddBigEndian(ushort type, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(ReserveAttribute(type, 2), value);

    /// <summary>A number in network byte order.</summary>
    public void AddBigEndian(ushort type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(ReserveAttribute(type, 4), value);

    public void Add(ushort type, IpAddress address) => address.Write(ReserveAttribute(type, address.ByteCount));

    public void Add(ushort type, MacAddress mac) => mac.Write(ReserveAttribute(type, MacAddress.Length));

    /// <summary>Text with its terminating zero.</summary>
    public void Add(ushort type, string text)
    {
        Span<byte> target = ReserveAttribute(type, Encoding.UTF8.GetByteCount(text) + 1);
        Encoding.UTF8.GetBytes(text, target);
    }

    /// <summary>Starts a nest; pass the result to <see cref="EndNest"/>.</summary>
    public int BeginNest(ushort type, bool markNested = true)
    {
        int start = Length;
        Span<byte> header = Reserve(NetlinkAttributes.HeaderLength);
        MemoryMarshal.Write(header[2..], (ushort)(markNested ? type | NestedBit : type));
        return start;
    }

    public void EndNest(int start) => MemoryMarshal.Write(_buffer.AsSpan(start), (ushort)(Length - start));

    private Span<byte> ReserveAttribute(ushort type, int valueLength)
    {
        Span<byte> target = Reserve(NetlinkAttributes.HeaderLength + valueLength);
        MemoryMarshal.Write(target, (ushort)(NetlinkAttributes.HeaderLength + valueLength));
        MemoryMarshal.Write(target[2..], type);
        return target[NetlinkAttributes.HeaderLength..];
    }

    /// <summary>Takes the next octets, cleared with their padding.</summary>
    private Span<byte> Reserve(int length)
    {
        int padded = NetlinkAttributes.Align(length);
        if (Length + padded > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + padded));
        }

        Span<byte> target = _buffer.AsSpan(Length, padded);
        target.Clear();
        Length += padded;
        return target[..length];
    }
}
