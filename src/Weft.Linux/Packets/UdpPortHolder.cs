using System.Collections.Immutable;
using System.Text;

namespace Weft.Linux;

/// <summary>
/// Owns a UDP port over IPv6 on one interface and throws away what comes. A daemon that reads the datagrams from a packet socket needs it:
/// the kernel answers a port that nobody owns with an error for every datagram (RFC 4443 section 3.1).
/// </summary>
public sealed unsafe class UdpPortHolder : IDisposable
{
    private const int AfInet6 = 10;
    private const int SockDatagram = 2;
    private const int SoReuseAddress = 2;
    private const int SoBindToDevice = 25;
    private const int AddressLength = 28;

    private static readonly ImmutableArray<BpfInstruction> s_refuseAll = new BpfProgram().Return(0).Assemble();

    private int _descriptor;

    private UdpPortHolder(int descriptor) => _descriptor = descriptor;

    /// <summary>Takes the port, or returns null when somebody else owns it: then nothing is missing.</summary>
    public static UdpPortHolder? TryOpen(string interfaceName, ushort port)
    {
        int descriptor = LibC.Socket(AfInet6, SockDatagram | PacketCalls.SockCloseOnExec | PacketCalls.SockNonBlock, 0);
        if (descriptor < 0)
        {
            return null;
        }

        UdpPortHolder holder = new(descriptor);
        if (holder.Bind(interfaceName, port))
        {
            return holder;
        }

        holder.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            LibC.Close(_descriptor);
            _descriptor = -1;
        }
    }

    private bool Bind(string interfaceName, ushort port)
    {
        // Bound to the interface and with a shared address it does not stand in the way of another daemon on other interfaces.
        int on = 1;
        byte[] name = Encoding.ASCII.GetBytes(interfaceName + '\0');
        fixed (byte* device = name)
        fixed (BpfInstruction* instructions = s_refuseAll.AsSpan())
        {
            PacketCalls.FilterProgram program = new() { Length = (ushort)s_refuseAll.Length, Instructions = instructions };
            byte* address = stackalloc byte[AddressLength];
            new Span<byte>(address, AddressLength).Clear();
            *(ushort*)address = AfInet6;
            address[2] = (byte)(port >> 8);
            address[3] = (byte)port;
            return LibC.SetSocketOption(_descriptor, PacketCalls.SolSocket, SoReuseAddress, &on, sizeof(int)) == 0
                && LibC.SetSocketOption(_descriptor, PacketCalls.SolSocket, SoBindToDevice, device, name.Length) == 0
                && LibC.SetSocketOption(
                    _descriptor, PacketCalls.SolSocket, PacketCalls.SoAttachFilter, &program, sizeof(PacketCalls.FilterProgram)) == 0
                && LibC.Bind(_descriptor, address, AddressLength) == 0;
        }
    }
}
