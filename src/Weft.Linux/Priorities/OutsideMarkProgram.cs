using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;
using static Weft.Linux.PortProgram;

namespace Weft.Linux;

/// <summary>The program where packets come in from outside: they lose a codepoint that gives a priority. The two bits of congestion notification stay.</summary>
internal static class OutsideMarkProgram
{
    private const short Written = -8;
    private const short ChecksumOffset = Network + 10;
    private const int HalfLength = sizeof(ushort);

    // BPF_F_RECOMPUTE_CSUM, for what the device has summed up. In IPv4 the header's own checksum makes up for the change.
    private const int Recompute = 1;

    private const string Out = "out";

    private const EbpfRegister Before = EbpfRegister.Saved9;
    private const EbpfRegister After = EbpfRegister.Saved8;

    /// <summary>Assembles the program.</summary>
    /// <param name="priorities">Codepoints with a priority.</param>
    public static ImmutableArray<EbpfInstruction> Assemble(ImmutableArray<DiffServPriority> priorities)
    {
        EbpfAssembler program = ByFamily(Open(), Network + Ipv4Header.Length, "ipv6", Out);
        Find(program, priorities, AddressFamily.Ipv4, "clear ipv4");
        program.Label("ipv6");
        Find(program, priorities, AddressFamily.Ipv6, "clear ipv6");
        Write(program.Label("clear ipv4"), Half(0xFF, 0x03), 0)
            .Move(EbpfRegister.Argument1, Context)
            .Set(EbpfRegister.Argument2, ChecksumOffset)
            .Move(EbpfRegister.Argument3, Before)
            .Move(EbpfRegister.Argument4, After)
            .Set(EbpfRegister.Argument5, HalfLength)
            .Call(EbpfHelper.NetworkChecksumReplace)
            .Jump(Out);
        Write(program.Label("clear ipv6"), Half(0xF0, 0x3F), Recompute);
        return program.Label(Out).Set(EbpfRegister.Result, GoOn).Exit().Assemble();
    }

    private static void Find(EbpfAssembler program, ImmutableArray<DiffServPriority> priorities, AddressFamily family, string found)
    {
        LoadDiffServ(program, family);
        foreach (DiffServPriority item in priorities)
        {
            program.JumpIfWord(Scratch, EbpfCondition.Equal, DiffServ(item.Code, family), found);
        }

        program.Jump(Out);
    }

    private static EbpfAssembler Write(EbpfAssembler program, uint kept, int flags) => program
        .Load(EbpfWidth.Half, Before, Begin, Network)
        .Move(After, Before)
        .KeepOf(After, (int)kept)
        .Store(EbpfWidth.Half, EbpfRegister.Frame, Written, After)
        .Move(EbpfRegister.Argument1, Context)
        .Set(EbpfRegister.Argument2, Network)
        .Move(EbpfRegister.Argument3, EbpfRegister.Frame)
        .AddTo(EbpfRegister.Argument3, Written)
        .Set(EbpfRegister.Argument4, HalfLength)
        .Set(EbpfRegister.Argument5, flags)
        .Call(EbpfHelper.StoreOctets);
}
