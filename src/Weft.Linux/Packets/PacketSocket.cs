using System.Buffers.Binary;
using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>A packet socket that receives the control frames of one port. It sees frames before the bridge does and never what
/// the machine itself sends.</summary>
public sealed unsafe class PacketSocket : IDisposable
{
    /// <summary>Received frames that may wait in the kernel, in octets with overhead.</summary>
    private const int ReceiveBufferOctets = 4 << 20;

    private const ushort MulticastMembership = 0;

    // AllL1ISs, AllL2ISs (ISO 10589 clause 8.4.8) and AllISs, which point-to-point circuits over Ethernet use (RFC 5309 section 4.1).
    private static readonly MacAddress[] IsisGroups =
        [MacAddress.FromValue(0x0180_C200_0014), MacAddress.FromValue(0x0180_C200_0015), MacAddress.FromValue(0x0900_2B00_0005)];

    private PacketSocket(int descriptor, PortIndex port, int interfaceIndex)
    {
        Descriptor = descriptor;
        Port = port;
        InterfaceIndex = interfaceIndex;
    }

    /// <summary>The file descriptor, for polling.</summary>
    public int Descriptor { get; private set; }

    public PortIndex Port { get; }

    /// <summary>The kernel's index of the interface that it is bound to.</summary>
    public int InterfaceIndex { get; }

    /// <summary>Opens a socket for the control frames of hosts on a port: ARP, RARP, neighbour discovery, VRRP.</summary>
    /// <param name="port">The port.</param>
    /// <param name="interfaceIndex">The kernel's index of its interface.</param>
    /// <param name="hearsBridges">True to receive BPDUs, too.</param>
    public static PacketSocket OpenForHosts(PortIndex port, int interfaceIndex, bool hearsBridges = false) =>
        Open(port, interfaceIndex, PacketCalls.EthernetAll, hearsBridges ? PacketFilters.HostsAndBridges : PacketFilters.Hosts, []);

    /// <summary>Opens a socket for IS-IS on a port.</summary>
    public static PacketSocket OpenForIsis(PortIndex port, int interfaceIndex) =>
        Open(port, interfaceIndex, PacketCalls.Ethernet8022, PacketFilters.Isis, IsisGroups);

    /// <summary>Opens a socket for BFD on a port: one of its own, so that no burst of link-state PDUs stands before its packets.</summary>
    public static PacketSocket OpenForBfd(PortIndex port, int interfaceIndex) =>
        Open(port, interfaceIndex, PacketCalls.EthernetIpv6, PacketFilters.Bfd, []);

    /// <summary>Hands on what waits, at most <see cref="ReceiveBatch.Capacity"/> frames; returns how many, or minus the error number.</summary>
    public int Receive(ReceiveBatch batch, IFrameSink sink) => batch.Receive(Descriptor, Port, sink);

    /// <summary>Frames that the kernel dropped because the socket was full, since the last call.</summary>
    public uint TakeDropped()
    {
        uint* statistics = stackalloc uint[2];
        uint length = 2 * sizeof(uint);
        return PacketCalls.GetOption(Descriptor, PacketCalls.SolPacket, PacketCalls.Statistics, statistics, &length) == 0 ? statistics[1] : 0;
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }

    internal static PacketSocket Open(
        PortIndex port, int interfaceIndex, ushort protocol, ImmutableArray<BpfInstruction> filter, ReadOnlySpan<MacAddress> groups)
    {
        // Protocol 0: nothing is queued before the filter is in place and the socket is bound.
        int descriptor = LibC.Socket(
            PacketCalls.AfPacket, PacketCalls.SockRaw | PacketCalls.SockCloseOnExec | PacketCalls.SockNonBlock, 0);
        Check(descriptor, "open a packet socket");
        PacketSocket socket = new(descriptor, port, interfaceIndex);
        try
        {
            socket.Configure(filter);
            PacketCalls.LinkLayerAddress address = new()
            {
                Family = PacketCalls.AfPacket,
                ProtocolBigEndian = BinaryPrimitives.ReverseEndianness(protocol),
                InterfaceIndex = interfaceIndex,
            };
            Check(LibC.Bind(descriptor, &address, sizeof(PacketCalls.LinkLayerAddress)), "bind a packet socket");
            foreach (MacAddress group in groups)
            {
                socket.Join(group);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Configure(ImmutableArray<BpfInstruction> filter)
    {
        fixed (BpfInstruction* instructions = filter.AsSpan())
        {
            PacketCalls.FilterProgram program = new() { Length = (ushort)filter.Length, Instructions = instructions };
            Check(
                LibC.SetSocketOption(
                    Descriptor, PacketCalls.SolSocket, PacketCalls.SoAttachFilter, &program, sizeof(PacketCalls.FilterProgram)),
                "attach a packet filter");
        }

        SetOption(PacketCalls.SolPacket, PacketCalls.AuxiliaryData, 1, required: true);

        // Linux 4.20 and later; the filter refuses outgoing frames anyway, this spares the kernel the work.
        SetOption(PacketCalls.SolPacket, PacketCalls.IgnoreOutgoing, 1, required: false);
        SetOption(PacketCalls.SolSocket, PacketCalls.SoReceiveBufferForce, ReceiveBufferOctets, required: false);
    }

    private void SetOption(int level, int name, int value, bool required)
    {
        int result = LibC.SetSocketOption(Descriptor, level, name, &value, sizeof(int));
        if (required)
        {
            Check(result, "configure a packet socket");
        }
    }

    private void Join(MacAddress group)
    {
        PacketCalls.Membership membership = new()
        {
            InterfaceIndex = InterfaceIndex,
            Type = MulticastMembership,
            AddressLength = MacAddress.Length,
        };
        group.Write(new Span<byte>(membership.Address, MacAddress.Length));
        Check(
            LibC.SetSocketOption(
                Descriptor, PacketCalls.SolPacket, PacketCalls.AddMembership, &membership, sizeof(PacketCalls.Membership)),
            "join a multicast group");
    }

    private static void Check(int result, string attempt)
    {
        if (result < 0)
        {
            throw KernelException.FromLastCall(attempt);
        }
    }
}
