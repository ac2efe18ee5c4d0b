using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>A raw netlink socket, bound to the network namespace of the thread that opened it. Not thread-safe.</summary>
public sealed unsafe class NetlinkSocket : IDisposable
{
    private const int NetlinkFamily = 16;
    private const int RawCloseOnExec = 3 | 0x80000;
    private const int SocketLevel = 1;
    private const int NetlinkLevel = 270;
    private const int ReceiveBufferForce = 33;
    private const int AddMembership = 1;
    private const int CappedAcknowledgement = 10;
    private const int ExtendedAcknowledgement = 11;
    private const int StrictCheck = 12;
    private const int DoNotWait = 0x40;
    private const int Truncated = 0x20;
    private const int AddressLength = 12;

    /// <summary>Of nlmsg_pid in struct nlmsghdr; in host byte order there.</summary>
    private const uint PortIdOffset = 12;

    private int _descriptor;

    private NetlinkSocket(int descriptor) => _descriptor = descriptor;

    /// <summary>The file descriptor, for epoll.</summary>
    public int Descriptor => _descriptor;

    /// <summary>The port id that the kernel gave the socket; its notifications carry the port id of whoever caused them.</summary>
    public uint PortId { get; private set; }

    /// <summary>Opens and binds a socket with extended, capped acknowledgements and strict checking of dumps. Throws <see cref="KernelException"/>.</summary>
    public static NetlinkSocket Open(NetlinkProtocol protocol)
    {
        int descriptor = LibC.Socket(NetlinkFamily, RawCloseOnExec, (int)protocol);
        if (descriptor < 0)
        {
            throw KernelException.FromLastCall("open a netlink socket");
        }

        NetlinkSocket socket = new(descriptor);
        socket.Set(NetlinkLevel, CappedAcknowledgement, 1);
        socket.Set(NetlinkLevel, ExtendedAcknowledgement, 1);
        socket.Set(NetlinkLevel, StrictCheck, 1);
        socket.BindAnyPort();
        return socket;
    }

    /// <summary>Sets the receive buffer beyond the system's limit where the caller may (CAP_NET_ADMIN); otherwise leaves it.</summary>
    public void SetReceiveBuffer(int octets) => LibC.SetSocketOption(_descriptor, SocketLevel, ReceiveBufferForce, &octets, sizeof(int));

    /// <summary>Receives the notifications of a group from now on.</summary>
    public void Join(NetlinkGroup group) => Set(NetlinkLevel, AddMembership, (int)group);

    /// <summary>Lets the kernel drop notifications of changes that came from a port id, before they are queued. A kernel without socket
    /// filters queues them.</summary>
    public void Ignore(uint portId)
    {
        ImmutableArray<BpfInstruction> filter = new BpfProgram()
            .LoadWord(PortIdOffset).IfEqual(BinaryPrimitives.ReverseEndianness(portId), "no")
            .Return(uint.MaxValue)
            .Label("no").Return(0)
            .Assemble();
        fixed (BpfInstruction* instructions = filter.AsSpan())
        {
            PacketCalls.FilterProgram program = new() { Length = (ushort)filter.Length, Instructions = instructions };
            LibC.SetSocketOption(_descriptor, SocketLevel, PacketCalls.SoAttachFilter, &program, sizeof(PacketCalls.FilterProgram));
        }
    }

    /// <summary>Sends one or more messages in one system call; the kernel has handled all of them when this returns.</summary>
    public void Send(ReadOnlySpan<byte> messages)
    {
        fixed (byte* data = messages)
        {
            while (LibC.Send(_descriptor, data, messages.Length, 0) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                {
                    throw KernelException.FromLastCall("send to netlink");
                }
            }
        }
    }

    /// <summary>Receives one datagram without waiting. Returns its length, or a negative errno: -EAGAIN when nothing is there,
    /// -ENOBUFS when the kernel had to drop messages for this socket.</summary>
    public int Receive(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                nint length = LibC.Receive(_descriptor, data, buffer.Length, DoNotWait | Truncated);
                if (length > buffer.Length)
                {
                    throw new InvalidOperationException($"a netlink datagram of {length} octets exceeds the buffer of {buffer.Length}");
                }

                if (length >= 0)
                {
                    return (int)length;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error != Errno.Interrupted)
                {
                    return -error;
                }
            }
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

    private void Set(int level, int option, int value)
    {
        if (LibC.SetSocketOption(_descriptor, level, option, &value, sizeof(int)) < 0)
        {
            throw KernelException.FromLastCall($"set netlink socket option {option}");
        }
    }

    private void BindAnyPort()
    {
        // struct sockaddr_nl: family 0:2, pad 2:2, pid 4:4, groups 8:4.
        byte* address = stackalloc byte[AddressLength];
        new Span<byte>(address, AddressLength).Clear();
        *(ushort*)address = NetlinkFamily;
        int length = AddressLength;
        if (LibC.Bind(_descriptor, address, length) < 0 || LibC.GetSocketName(_descriptor, address, &length) < 0)
        {
            throw KernelException.FromLastCall("bind a netlink socket");
        }

        PortId = *(uint*)(address + 4);
    }
}
