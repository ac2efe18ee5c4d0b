using System.Runtime.InteropServices;
using Weft.Wire;
using static Weft.Linux.PortProgram;

namespace Weft.Linux;

/// <summary>
/// Flows that the packet filter has let pass. Its verdict on them holds for ten seconds: it depends on nothing but what is in the key and on a
/// connection that was known then, and only whole TCP segments that neither open nor end anything and whole UDP datagrams are asked about. The frame that a port's program did not find here is marked, and written down where it leaves.
/// </summary>
/// <remarks>A key is the interface (a port, or the routed interface of a segment), protocol, nothing, the destination's MAC (nothing when the
/// frame is for the gateway), both addresses and both ports.</remarks>
internal static class FastPathFlow
{
    internal const int Ipv4KeyLength = 24;
    internal const int Ipv6KeyLength = 48;

    /// <summary>When it was written down, the interface where it left, and four octets of nothing.</summary>
    internal const int ValueLength = 16;

    internal const short Egress = 8;

    /// <summary>The mark of a frame that the bridge is to forward and whose flow is to be written down.</summary>
    internal const int BridgedMark = 0x5746_0001;

    /// <summary>The same of one for the gateway.</summary>
    internal const int RoutedMark = 0x5746_0002;

    /// <summary>The mark of a routed packet that its receiver's policy has let pass as well: the filter need not look again.</summary>
    internal const int PassedMark = 0x5746_0003;

    /// <summary>How long a verdict holds.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private const short ProtocolOffset = 4;
    private const short MacOffset = 6;
    private const short AddressOffset = 12;

    private const short TcpFlags = 13;
    private const int FinSynRstAck = 0x17;
    private const uint Ack = 0x10;

    /// <summary>Writes a key to the stack, of a frame whose network header is there whole and without options. The interface is in the first argument.</summary>
    /// <param name="program">The program: frame and its end in the registers 7 and 8.</param>
    /// <param name="family">The frame's family.</param>
    /// <param name="key">Where the key begins on the stack, a multiple of eight.</param>
    /// <param name="withMac">False for frames that are routed.</param>
    /// <param name="name">What the labels begin with.</param>
    /// <param name="other">Where frames go that are of no flow.</param>
    internal static void WriteKey(EbpfAssembler program, AddressFamily family, short key, bool withMac, string name, string other)
    {
        bool isIpv4 = family == AddressFamily.Ipv4;
        short transport = (short)(Network + (isIpv4 ? Ipv4Header.Length : Ipv6Header.Length));
        program.Store(EbpfWidth.Word, EbpfRegister.Frame, key, Scratch);
        if (isIpv4)
        {
            program
                .Load(EbpfWidth.Half, Scratch, Begin, Ipv4Fragment)
                .KeepOf(Scratch, MemoryMarshal.Read<ushort>([0x3F, 0xFF]))
                .JumpIfWord(Scratch, EbpfCondition.NotEqual, 0u, other);
        }

        program
            .Load(EbpfWidth.Byte, Scratch, Begin, isIpv4 ? Ipv4Protocol : Ipv6NextHeader)
            .Store(EbpfWidth.Half, EbpfRegister.Frame, (short)(key + ProtocolOffset), Scratch)
            .JumpIfWord(Scratch, EbpfCondition.Equal, Udp, name + " udp")
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, Tcp, other);
        program.NeedOctets(Begin, End, transport + TcpFlags + 1, other)
            .Load(EbpfWidth.Byte, Scratch, Begin, (short)(transport + TcpFlags))
            .KeepOf(Scratch, FinSynRstAck)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, Ack, other)
            .Label(name + " udp");
        program.NeedOctets(Begin, End, transport + UdpHeader.Length, other);
        WriteMac(program, key, withMac);
        int words = isIpv4 ? 2 : 8;
        for (int i = 0; i < words; i++)
        {
            program
                .Load(EbpfWidth.Word, Scratch, Begin, (short)((isIpv4 ? Ipv4Source : Ipv6Source) + (4 * i)))
                .Store(EbpfWidth.Word, EbpfRegister.Frame, (short)(key + AddressOffset + (4 * i)), Scratch);
        }

        program.Load(EbpfWidth.Word, Scratch, Begin, transport).Store(EbpfWidth.Word, EbpfRegister.Frame, (short)(key + AddressOffset + (4 * words)), Scratch);
    }

    private static void WriteMac(EbpfAssembler program, short key, bool withMac)
    {
        if (!withMac)
        {
            program
                .Set(Scratch, 0)
                .Store(EbpfWidth.Half, EbpfRegister.Frame, (short)(key + MacOffset), Scratch)
                .Store(EbpfWidth.Word, EbpfRegister.Frame, (short)(key + MacOffset + 2), Scratch);
            return;
        }

        program
            .Load(EbpfWidth.Half, Scratch, Begin, 0)
            .Store(EbpfWidth.Half, EbpfRegister.Frame, (short)(key + MacOffset), Scratch)
            .Load(EbpfWidth.Word, Scratch, Begin, 2)
            .Store(EbpfWidth.Word, EbpfRegister.Frame, (short)(key + MacOffset + 2), Scratch);
    }
}
