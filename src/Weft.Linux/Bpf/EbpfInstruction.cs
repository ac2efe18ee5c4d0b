using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct bpf_insn.</summary>
/// <param name="Code">Operation, its class and its operand's kind.</param>
/// <param name="Registers">Destination in the low four bits, source in the high four.</param>
/// <param name="Offset">Of memory, or of a jump from the next instruction.</param>
/// <param name="Immediate">The constant operand.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct EbpfInstruction(byte Code, byte Registers, short Offset, int Immediate);
