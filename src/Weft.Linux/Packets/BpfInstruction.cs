using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>One instruction of classic BPF, laid out as the kernel's <c>struct sock_filter</c>.</summary>
/// <param name="Code">Class, size, mode and operation.</param>
/// <param name="IfTrue">Instructions to skip when a comparison holds.</param>
/// <param name="IfFalse">Instructions to skip when it does not.</param>
/// <param name="Value">The immediate, offset or constant.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct BpfInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
