using System.Collections.Immutable;
using Weft.Wire;
using static Weft.Linux.PortProgram;

namespace Weft.Linux;

/// <summary>The program where flows leave: what got here with a mark, the packet filter has let pass.</summary>
internal static class FastPathRecorder
{
    // Where key and value lie on the stack.
    private const short Key = -48;
    private const short Value = -64;

    private const string Out = "out";

    private const EbpfRegister Mark = EbpfRegister.Saved9;

    /// <summary>Assembles the program. The tables must have those of flows.</summary>
    public static ImmutableArray<EbpfInstruction> Assemble(FastPathMaps maps)
    {
        EbpfAssembler program = new EbpfAssembler()
            .Move(Context, EbpfRegister.Argument1)
            .Load(EbpfWidth.Word, Mark, Context, SocketBuffer.Mark)
            .JumpIfWord(Mark, EbpfCondition.Equal, FastPathFlow.BridgedMark, "marked")
            .JumpIfWord(Mark, EbpfCondition.NotEqual, FastPathFlow.RoutedMark, Out)
            .Label("marked")
            .Set(Scratch, 0)
            .Store(EbpfWidth.Word, Context, SocketBuffer.Mark, Scratch);
        ByFamily(LoadFrame(program), Network + Ipv4Header.Length, "ipv6", Out)
            .Load(EbpfWidth.Byte, Scratch, Begin, Network)
            .JumpIfWord(Scratch, EbpfCondition.NotEqual, Ipv4WithoutOptions, Out);
        Record(program, AddressFamily.Ipv4, maps.Flows4!.Descriptor, "ipv4");
        program.Label("ipv6").NeedOctets(Begin, End, Network + Ipv6Header.Length, Out);
        Record(program, AddressFamily.Ipv6, maps.Flows6!.Descriptor, "ipv6");
        return program.Label(Out).Set(EbpfRegister.Result, GoOn).Exit().Assemble();
    }

    private static void Record(EbpfAssembler program, AddressFamily family, int map, string name)
    {
        program
            .JumpIfWord(Mark, EbpfCondition.Equal, FastPathFlow.BridgedMark, name + " bridged")
            .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.Ingress);
        FastPathFlow.WriteKey(program, family, Key, withMac: false, name + " routed", Out);
        program
            .Jump(name + " write")
            .Label(name + " bridged")
            .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.Ingress);
        FastPathFlow.WriteKey(program, family, Key, withMac: true, name + " bridged", Out);
        program
            .Label(name + " write")
            .Call(EbpfHelper.CoarseTime)
            .Store(EbpfWidth.Double, EbpfRegister.Frame, Value, EbpfRegister.Result)
            .Load(EbpfWidth.Word, Scratch, Context, SocketBuffer.Interface)
            .Store(EbpfWidth.Double, EbpfRegister.Frame, Value + FastPathFlow.Egress, Scratch)
            .SetMap(EbpfRegister.Argument1, map)
            .Move(EbpfRegister.Argument2, EbpfRegister.Frame)
            .AddTo(EbpfRegister.Argument2, Key)
            .Move(EbpfRegister.Argument3, EbpfRegister.Frame)
            .AddTo(EbpfRegister.Argument3, Value)
            .Set(EbpfRegister.Argument4, (int)EbpfCalls.AnyElement)
            .Call(EbpfHelper.MapUpdate)
            .Jump(Out);
    }
}
