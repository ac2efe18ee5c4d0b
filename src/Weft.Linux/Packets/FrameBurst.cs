using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Sends prepared Ethernet frames out of one interface as fast as the kernel takes them: many with one call, past the
/// interface's queue. For load, not for a node's own frames.</summary>
public sealed unsafe class FrameBurst : IDisposable
{
    /// <summary>Frames that one call sends at most.</summary>
    public const int CallLength = 64;

    private const int QueueBypass = 20;

    private readonly PacketCalls.MultiMessageHeader* _headers;
    private int _descriptor;

    /// <summary>Prepares frames for an interface of the calling thread's network namespace. Throws <see cref="KernelException"/>.</summary>
    public FrameBurst(int interfaceIndex, IReadOnlyList<byte[]> frames)
    {
        Count = frames.Count;
        _descriptor = Open(interfaceIndex);
        nuint headers = (nuint)(Count * sizeof(PacketCalls.MultiMessageHeader));
        nuint buffers = (nuint)(Count * sizeof(PacketCalls.Buffer));
        byte* memory = (byte*)NativeMemory.AllocZeroed(headers + buffers + (nuint)frames.Sum(frame => frame.Length));
        _headers = (PacketCalls.MultiMessageHeader*)memory;
        PacketCalls.Buffer* buffer = (PacketCalls.Buffer*)(memory + headers);
        byte* octets = memory + headers + buffers;
        for (int i = 0; i < Count; i++)
        {
            frames[i].CopyTo(new Span<byte>(octets, frames[i].Length));
            buffer[i] = new PacketCalls.Buffer { Start = octets, Length = (nuint)frames[i].Length };
            _headers[i].Buffers = &buffer[i];
            _headers[i].BufferCount = 1;
            octets += frames[i].Length;
        }
    }

    /// <summary>The prepared frames.</summary>
    public int Count { get; }

    /// <summary>Sends prepared frames from <paramref name="first"/> on, at most <see cref="CallLength"/>; returns how many the kernel took.</summary>
    public int Send(int first, int count)
    {
        ObjectDisposedException.ThrowIf(_descriptor < 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        int length = Math.Min(Math.Min(count, CallLength), Count - first);
        return Math.Max(0, PacketCalls.SendMany(_descriptor, _headers + first, (uint)length, 0));
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            LibC.Close(_descriptor);
            NativeMemory.Free(_headers);
            _descriptor = -1;
        }
    }

    private static int Open(int interfaceIndex)
    {
        int descriptor = LibC.Socket(PacketCalls.AfPacket, PacketCalls.SockRaw | PacketCalls.SockCloseOnExec, 0);
        if (descriptor < 0)
        {
            throw KernelException.FromLastCall("open a packet socket");
        }

        // A protocol that nobody uses: the socket receives nothing.
        const ushort LocalExperimental = 0x88B5;
        PacketCalls.LinkLayerAddress address = new()
        {
            Family = PacketCalls.AfPacket,
            ProtocolBigEndian = BinaryPrimitives.ReverseEndianness(LocalExperimental),
            InterfaceIndex = interfaceIndex,
        };
        int bypass = 1;
        if (LibC.SetSocketOption(descriptor, PacketCalls.SolPacket, QueueBypass, &bypass, sizeof(int)) < 0
            || LibC.Bind(descriptor, &address, sizeof(PacketCalls.LinkLayerAddress)) < 0)
        {
            KernelException failure = KernelException.FromLastCall("bind a packet socket");
            LibC.Close(descriptor);
            throw failure;
        }

        return descriptor;
    }
}
