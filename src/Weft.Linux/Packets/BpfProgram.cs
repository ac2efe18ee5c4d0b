using System.Collections.Immutable;

namespace Weft.Linux;

/// <summary>Assembles a classic BPF program. Jumps name labels that come later; the kernel has no backward jumps.</summary>
internal sealed class BpfProgram
{
    private const ushort LoadByteAbsolute = 0x30;
    private const ushort LoadHalfAbsolute = 0x28;
    private const ushort LoadWordAbsolute = 0x20;
    private const ushort LoadByteIndexed = 0x50;
    private const ushort LoadHalfIndexed = 0x48;
    private const ushort LoadIndexFromHeaderLength = 0xB1;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfGreaterOrEqual = 0x35;
    private const ushort JumpIfGreater = 0x25;
    private const ushort AddConstant = 0x04;
    private const ushort ShiftLeftConstant = 0x64;
    private const ushort CopyToIndex = 0x07;
    private const ushort ReturnConstant = 0x06;

    private readonly List<(BpfInstruction Instruction, string? True, string? False)> _lines = [];
    private readonly Dictionary<string, int> _labels = [];

    public BpfProgram Label(string name)
    {
        _labels.Add(name, _lines.Count);
        return this;
    }

    public BpfProgram LoadByte(uint offset) => Add(LoadByteAbsolute, offset);

    public BpfProgram LoadHalf(uint offset) => Add(LoadHalfAbsolute, offset);

    /// <summary>Loads four octets in network byte order.</summary>
    public BpfProgram LoadWord(uint offset) => Add(LoadWordAbsolute, offset);

    /// <summary>Loads the octet at the index register plus an offset.</summary>
    public BpfProgram LoadByteAtIndex(uint offset) => Add(LoadByteIndexed, offset);

    /// <summary>Loads two octets in network byte order at the index register plus an offset.</summary>
    public BpfProgram LoadHalfAtIndex(uint offset) => Add(LoadHalfIndexed, offset);

    /// <summary>Sets the index register to the length in octets of the IPv4 header at an offset.</summary>
    public BpfProgram IndexFromIpv4Header(uint offset) => Add(LoadIndexFromHeaderLength, offset);

    public BpfProgram AddTo(uint value) => Add(AddConstant, value);

    public BpfProgram ShiftLeft(uint bits) => Add(ShiftLeftConstant, bits);

    /// <summary>Copies the accumulator to the index register.</summary>
    public BpfProgram ToIndex() => Add(CopyToIndex, 0);

    /// <summary>Jumps to a label when the accumulator has the value, to another (or to the next instruction) otherwise.</summary>
    public BpfProgram IfEqual(uint value, string? then, string? otherwise = null) => Add(JumpIfEqual, value, then, otherwise);

    public BpfProgram IfAtLeast(uint value, string? then, string? otherwise = null) => Add(JumpIfGreaterOrEqual, value, then, otherwise);

    public BpfProgram IfAbove(uint value, string? then, string? otherwise = null) => Add(JumpIfGreater, value, then, otherwise);

    /// <summary>Jumps when the accumulator has any of the bits.</summary>
    public BpfProgram IfAnyBit(uint bits, string? then, string? otherwise = null) => Add(JumpIfAnyBit, bits, then, otherwise);

    /// <summary>Ends with that many octets of the frame; 0 refuses it.</summary>
    public BpfProgram Return(uint octets) => Add(ReturnConstant, octets);

    /// <summary>The finished program, with labels resolved to relative jumps.</summary>
    public ImmutableArray<BpfInstruction> Assemble()
    {
        ImmutableArray<BpfInstruction>.Builder program = ImmutableArray.CreateBuilder<BpfInstruction>(_lines.Count);
        for (int i = 0; i < _lines.Count; i++)
        {
            (BpfInstruction instruction, string? yes, string? no) = _lines[i];
            program.Add(instruction with { IfTrue = Distance(i, yes), IfFalse = Distance(i, no) });
        }

        return program.MoveToImmutable();
    }

    private byte Distance(int from, string? label) => label is null ? (byte)0 : checked((byte)(_labels[label] - from - 1));

    private BpfProgram Add(ushort code, uint value, string? yes = null, string? no = null)
    {
        _lines.Add((new BpfInstruction(code, 0, 0, value), yes, no));
        return this;
    }
}
