using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>What programs at ports have in common: what they read of untagged frames, and the registers in which they hold it.</summary>
internal static class PortProgram
{
    public const short SourceMac = 6;
    private const short EtherTypeOffset = 12;
    public const short Network = 14;
    public const short Ipv4Fragment = Network + 6;
    public const short Ipv4Protocol = Network + 9;
    public const short Ipv4Source = Network + 12;
    public const short Ipv6NextHeader = Network + 6;
    public const short Ipv6Source = Network + 8;

    public const byte Ipv4WithoutOptions = 0x45;
    public const byte Tcp = 6;
    public const byte Udp = 17;

    /// <summary>TC_ACT_UNSPEC: the frame goes on to whatever comes next.</summary>
    public const int GoOn = -1;

    public const EbpfRegister Context = EbpfRegister.Saved6;
    public const EbpfRegister Begin = EbpfRegister.Saved7;
    public const EbpfRegister End = EbpfRegister.Saved8;
    public const EbpfRegister Scratch = EbpfRegister.Argument1;

    /// <summary>Begins a program: the frame, its beginning and its end are in their registers.</summary>
    public static EbpfAssembler Open() => LoadFrame(new EbpfAssembler().Move(Context, EbpfRegister.Argument1));

    /// <summary>Loads the frame's beginning and end.</summary>
    public static EbpfAssembler LoadFrame(EbpfAssembler program) => program
        .Load(EbpfWidth.Word, Begin, Context, SocketBuffer.Data)
        .Load(EbpfWidth.Word, End, Context, SocketBuffer.DataEnd);

    /// <summary>Goes on with IPv4, of so many octets at least, to <paramref name="ipv6"/> with IPv6, and elsewhere with everything else.</summary>
    public static EbpfAssembler ByFamily(EbpfAssembler program, int octets, string ipv6, string other) => program
        .NeedOctets(Begin, End, octets, other)
        .Load(EbpfWidth.Half, Scratch, Begin, EtherTypeOffset)
        .JumpIfWord(Scratch, EbpfCondition.Equal, Half(0x86, 0xDD), ipv6)
        .JumpIfWord(Scratch, EbpfCondition.NotEqual, Half(0x08, 0x00), other);

    /// <summary>Loads the DSCP of a packet into the scratch register, as <see cref="DiffServ"/> has it. The frame must be known to reach two octets into the packet.</summary>
    public static EbpfAssembler LoadDiffServ(EbpfAssembler program, AddressFamily family) => family == AddressFamily.Ipv4
        ? program.Load(EbpfWidth.Byte, Scratch, Begin, Network + 1).KeepOf(Scratch, 0xFC)
        : program.Load(EbpfWidth.Half, Scratch, Begin, Network).KeepOf(Scratch, (int)Half(0x0F, 0xC0));

    /// <summary>A codepoint as it is in the octets where it lies.</summary>
    public static uint DiffServ(DiffServCode code, AddressFamily family) =>
        family == AddressFamily.Ipv4 ? (uint)code.Value << 2 : Half((byte)(code.Value >> 2), (byte)(code.Value << 6));

    /// <summary>Two octets as the machine would load them.</summary>
    public static uint Half(byte first, byte second) => MemoryMarshal.Read<ushort>([first, second]);
}
