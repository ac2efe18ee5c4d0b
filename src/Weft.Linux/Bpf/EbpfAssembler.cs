using System.Collections.Immutable;

namespace Weft.Linux;

/// <summary>Assembles an eBPF program. Jumps name labels that come later: programs made here have no loops.</summary>
internal sealed class EbpfAssembler
{
    private const byte LoadMemory = 0x61;
    private const byte StoreMemory = 0x63;
    private const byte LoadDouble = 0x18;
    private const byte MoveRegister = 0xBF;
    private const byte MoveImmediate = 0xB7;
    private const byte AddImmediate = 0x07;
    private const byte SubtractRegister = 0x1F;
    private const byte AndImmediate = 0x57;
    private const byte OrRegister = 0x4F;
    private const byte ShiftLeftImmediate = 0x67;
    private const byte JumpAlways = 0x05;
    private const byte Jump64Register = 0x0D;
    private const byte Jump32Immediate = 0x06;
    private const byte Jump32Register = 0x0E;
    private const byte CallHelper = 0x85;
    private const byte ExitProgram = 0x95;

    // What the source register's field of a double load says of its constant.
    private const EbpfRegister MapDescriptor = (EbpfRegister)1;
    private const EbpfRegister MapValue = (EbpfRegister)2;

    private readonly List<(EbpfInstruction Instruction, string? Target)> _lines = [];
    private readonly Dictionary<string, int> _labels = [];

    public EbpfAssembler Label(string name)
    {
        _labels.Add(name, _lines.Count);
        return this;
    }

    public EbpfAssembler Move(EbpfRegister to, EbpfRegister from) => Add(MoveRegister, to, from);

    /// <summary>Sets all 64 bits of a register; the constant is extended by its sign.</summary>
    public EbpfAssembler Set(EbpfRegister to, int value) => Add(MoveImmediate, to, default, 0, value);

    public EbpfAssembler SetDouble(EbpfRegister to, ulong value) =>
        Add(LoadDouble, to, default, 0, (int)(uint)value).Add(0, default, default, 0, (int)(uint)(value >> 32));

    /// <summary>Loads the address of a map, as calls take it.</summary>
    public EbpfAssembler SetMap(EbpfRegister to, int descriptor) =>
        Add(LoadDouble, to, MapDescriptor, 0, descriptor).Add(0, default, default, 0, 0);

    /// <summary>Loads the address of the first element of an array map.</summary>
    public EbpfAssembler SetMapValue(EbpfRegister to, int descriptor) =>
        Add(LoadDouble, to, MapValue, 0, descriptor).Add(0, default, default, 0, 0);

    public EbpfAssembler AddTo(EbpfRegister register, int value) => Add(AddImmediate, register, default, 0, value);

    public EbpfAssembler SubtractFrom(EbpfRegister register, EbpfRegister value) => Add(SubtractRegister, register, value);

    /// <summary>Keeps the bits of a constant, which is extended by its sign.</summary>
    public EbpfAssembler KeepOf(EbpfRegister register, int bits) => Add(AndImmediate, register, default, 0, bits);

    public EbpfAssembler AddBits(EbpfRegister register, EbpfRegister bits) => Add(OrRegister, register, bits);

    public EbpfAssembler ShiftLeft(EbpfRegister register, int bits) => Add(ShiftLeftImmediate, register, default, 0, bits);

    /// <summary>Loads octets, as the machine orders them, and clears the register's other bits.</summary>
    public EbpfAssembler Load(EbpfWidth width, EbpfRegister to, EbpfRegister address, short offset) =>
        Add((byte)(LoadMemory | (byte)width), to, address, offset);

    public EbpfAssembler Store(EbpfWidth width, EbpfRegister address, short offset, EbpfRegister value) =>
        Add((byte)(StoreMemory | (byte)width), address, value, offset);

    public EbpfAssembler Jump(string target) => Add(JumpAlways, default, default, 0, 0, target);

    /// <summary>Compares two whole registers.</summary>
    public EbpfAssembler JumpIf(EbpfRegister left, EbpfCondition condition, EbpfRegister right, string target) =>
        Add((byte)(Jump64Register | (byte)condition), left, right, 0, 0, target);

    /// <summary>Compares the low 32 bits of two registers.</summary>
    public EbpfAssembler JumpIfWord(EbpfRegister left, EbpfCondition condition, EbpfRegister right, string target) =>
        Add((byte)(Jump32Register | (byte)condition), left, right, 0, 0, target);

    /// <summary>Compares the low 32 bits of a register with a constant.</summary>
    public EbpfAssembler JumpIfWord(EbpfRegister left, EbpfCondition condition, uint right, string target) =>
        Add((byte)(Jump32Immediate | (byte)condition), left, default, 0, (int)right, target);

    /// <summary>Jumps when a call returned no address. The verifier wants to see the whole register compared.</summary>
    public EbpfAssembler JumpIfNull(EbpfRegister pointer, string target) =>
        Add((byte)(JumpAlways | (byte)EbpfCondition.Equal), pointer, default, 0, 0, target);

    /// <summary>Jumps when a frame has fewer octets. The verifier lets a program read what it has compared. Uses the first argument.</summary>
    public EbpfAssembler NeedOctets(EbpfRegister frame, EbpfRegister frameEnd, int octets, string target) =>
        Move(EbpfRegister.Argument1, frame).AddTo(EbpfRegister.Argument1, octets).JumpIf(EbpfRegister.Argument1, EbpfCondition.Above, frameEnd, target);

    public EbpfAssembler Call(EbpfHelper helper) => Add(CallHelper, default, default, 0, (int)helper);

    /// <summary>Ends with what <see cref="EbpfRegister.Result"/> holds.</summary>
    public EbpfAssembler Exit() => Add(ExitProgram, default, default);

    /// <summary>The finished program. A jump to a label that is not there, or back, is a fault of the caller.</summary>
    public ImmutableArray<EbpfInstruction> Assemble()
    {
        ImmutableArray<EbpfInstruction>.Builder program = ImmutableArray.CreateBuilder<EbpfInstruction>(_lines.Count);
        for (int i = 0; i < _lines.Count; i++)
        {
            (EbpfInstruction instruction, string? target) = _lines[i];
            program.Add(target is null ? instruction : instruction with { Offset = Distance(i, target) });
        }

        return program.MoveToImmutable();
    }

    private short Distance(int from, string label)
    {
        int distance = _labels[label] - from - 1;
        return distance >= 0 ? checked((short)distance) : throw new InvalidOperationException($"the jump to '{label}' goes back");
    }

    private EbpfAssembler Add(
        byte code, EbpfRegister to, EbpfRegister from, short offset = 0, int immediate = 0, string? target = null)
    {
        _lines.Add((new EbpfInstruction(code, (byte)((byte)to | ((byte)from << 4)), offset, immediate), target));
        return this;
    }
}
