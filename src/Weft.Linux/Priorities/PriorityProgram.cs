using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;
using static Weft.Linux.PortProgram;

namespace Weft.Linux;

/// <summary>The program where frames leave a port: what a packet's DSCP says becomes its priority, by which the port's queue takes it (the kernel's own derives it from
/// bits that RFC 2474 took for other uses), and that of its tag (IEEE 802.1Q-2022 clause 9.6). Frames that are no IP stay where their sender put them, and have no priority in their tag.</summary>
internal static class PriorityProgram
{
    private const int PriorityShift = 13;
    private const int TagWithoutPriority = (1 << PriorityShift) - 1;

    private const string Other = "other";
    private const string Found = "found";
    private const string Tag = "tag";
    private const string Out = "out";

    private const EbpfRegister Priority = EbpfRegister.Saved9;
    private const EbpfRegister Next = EbpfRegister.Saved8;
    private const EbpfRegister Protocol = EbpfRegister.Saved7;

    /// <summary>Assembles the program.</summary>
    /// <param name="priorities">Codepoints with a priority; all others have none.</param>
    public static ImmutableArray<EbpfInstruction> Assemble(ImmutableArray<DiffServPriority> priorities)
    {
        EbpfAssembler program = ByFamily(Open(), Network + sizeof(ushort), "ipv6", Other);
        Choose(program, priorities, AddressFamily.Ipv4);
        program.Label("ipv6");
        Choose(program, priorities, AddressFamily.Ipv6);
        program.Label(Other)
            .Set(Priority, 0)
            .Jump(Tag)
            .Label(Found)
            .Store(EbpfWidth.Word, Context, SocketBuffer.Priority, Next)
            .Label(Tag);
        WriteTag(program);
        return program.Label(Out).Set(EbpfRegister.Result, GoOn).Exit().Assemble();
    }

    // What a host itself wrote into its tag does not go on.
    private static void WriteTag(EbpfAssembler program) => program
        .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.VlanPresent)
        .JumpIfWord(Scratch, EbpfCondition.Equal, 0u, Out)
        .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.VlanTag)
        .Move(Next, Scratch)
        .KeepOf(Next, TagWithoutPriority)
        .ShiftLeft(Priority, PriorityShift)
        .AddBits(Next, Priority)
        .JumpIfWord(Next, EbpfCondition.Equal, Scratch, Out)
        .Load(EbpfWidth.Word, Protocol, Context, SocketBuffer.VlanProtocol)
        .Move(EbpfRegister.Argument1, Context)
        .Call(EbpfHelper.VlanPop)
        .Move(EbpfRegister.Argument1, Context)
        .Move(EbpfRegister.Argument2, Protocol)
        .Move(EbpfRegister.Argument3, Next)
        .Call(EbpfHelper.VlanPush);

    private static void Choose(EbpfAssembler program, ImmutableArray<DiffServPriority> priorities, AddressFamily family)
    {
        LoadDiffServ(program, family);
        foreach (DiffServPriority item in priorities)
        {
            string next = $"{family} not {item.Code}";
            program
                .JumpIfWord(Scratch, EbpfCondition.NotEqual, DiffServ(item.Code, family), next)
                .Set(Priority, item.Priority)
                .Set(Next, (int)QueueClasses.Of(item.Priority))
                .Jump(Found)
                .Label(next);
        }

        program.Set(Priority, 0).Set(Next, (int)QueueClass.BestEffort).Jump(Found);
    }
}
