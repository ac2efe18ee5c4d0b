using System.Collections.Immutable;

namespace Weft.Linux.Tests;

/// <summary>The encoding of instructions (RFC 9669 section 3).</summary>
public sealed class EbpfAssemblerTests
{
    [Fact]
    public void Instructions_are_encoded_as_the_standard_says()
    {
        ImmutableArray<EbpfInstruction> program = new EbpfAssembler()
            .Move(EbpfRegister.Saved6, EbpfRegister.Argument1)
            .Set(EbpfRegister.Result, -1)
            .SetDouble(EbpfRegister.Argument2, 0x1122_3344_5566_7788)
            .SetMap(EbpfRegister.Argument1, 7)
            .SetMapValue(EbpfRegister.Argument1, 8)
            .AddTo(EbpfRegister.Argument2, -16)
            .SubtractFrom(EbpfRegister.Argument2, EbpfRegister.Argument1)
            .KeepOf(EbpfRegister.Argument1, 0x17)
            .Load(EbpfWidth.Byte, EbpfRegister.Argument1, EbpfRegister.Saved7, 14)
            .Load(EbpfWidth.Half, EbpfRegister.Argument1, EbpfRegister.Saved7, 12)
            .Load(EbpfWidth.Word, EbpfRegister.Argument1, EbpfRegister.Saved7, 0)
            .Load(EbpfWidth.Double, EbpfRegister.Argument1, EbpfRegister.Saved9, 0)
            .Store(EbpfWidth.Word, EbpfRegister.Frame, -4, EbpfRegister.Argument1)
            .Call(EbpfHelper.MapLookup)
            .Exit()
            .Assemble();
        Assert.Equal(
            [
                new EbpfInstruction(0xBF, 0x16, 0, 0),
                new EbpfInstruction(0xB7, 0x00, 0, -1),
                new EbpfInstruction(0x18, 0x02, 0, 0x5566_7788),
                new EbpfInstruction(0x00, 0x00, 0, 0x1122_3344),
                new EbpfInstruction(0x18, 0x11, 0, 7),
                new EbpfInstruction(0x00, 0x00, 0, 0),
                new EbpfInstruction(0x18, 0x21, 0, 8),
                new EbpfInstruction(0x00, 0x00, 0, 0),
                new EbpfInstruction(0x07, 0x02, 0, -16),
                new EbpfInstruction(0x1F, 0x12, 0, 0),
                new EbpfInstruction(0x57, 0x01, 0, 0x17),
                new EbpfInstruction(0x71, 0x71, 14, 0),
                new EbpfInstruction(0x69, 0x71, 12, 0),
                new EbpfInstruction(0x61, 0x71, 0, 0),
                new EbpfInstruction(0x79, 0x91, 0, 0),
                new EbpfInstruction(0x63, 0x1A, -4, 0),
                new EbpfInstruction(0x85, 0x00, 0, 1),
                new EbpfInstruction(0x95, 0x00, 0, 0),
            ],
            program);
    }

    [Fact]
    public void Jumps_count_from_the_next_instruction_and_see_both_halves_of_a_long_constant()
    {
        ImmutableArray<EbpfInstruction> program = new EbpfAssembler()
            .JumpIf(EbpfRegister.Argument1, EbpfCondition.Above, EbpfRegister.Argument2, "end")
            .JumpIfWord(EbpfRegister.Argument1, EbpfCondition.NotEqual, 0x8000_0000, "end")
            .JumpIfWord(EbpfRegister.Argument1, EbpfCondition.Equal, EbpfRegister.Argument2, "end")
            .JumpIfNull(EbpfRegister.Result, "end")
            .SetDouble(EbpfRegister.Argument1, 1)
            .Jump("end")
            .Label("end")
            .Exit()
            .Assemble();
        Assert.Equal(new EbpfInstruction(0x2D, 0x21, 6, 0), program[0]);
        Assert.Equal(new EbpfInstruction(0x56, 0x01, 5, int.MinValue), program[1]);
        Assert.Equal(new EbpfInstruction(0x1E, 0x21, 4, 0), program[2]);
        Assert.Equal(new EbpfInstruction(0x15, 0x00, 3, 0), program[3]);
        Assert.Equal(new EbpfInstruction(0x05, 0x00, 0, 0), program[6]);
    }

    [Fact]
    public void A_jump_back_is_a_fault_of_the_program()
    {
        EbpfAssembler program = new EbpfAssembler().Label("again").Set(EbpfRegister.Result, 0).Jump("again").Exit();
        Assert.Throws<InvalidOperationException>(() => program.Assemble());
    }
}
