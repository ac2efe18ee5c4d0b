namespace Weft.Lab;

/// <summary>Classic BPF programs for captures: 4 fields of 2, 1, 1 and 4 octets each (bpf(4), struct sock_filter).</summary>
internal static class PacketFilter
{
    private const ushort LoadHalf = 0x28;
    private const ushort LoadByte = 0x30;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint Udp = 17;

    /// <summary>UDP to a port, in IPv4 without options or IPv6 without extension headers.</summary>
    public static ulong[] UdpTo(ushort port) =>
    [
        Instruction(LoadHalf, 12),
        Instruction(JumpIfEqual, 0x0800, 0, 4),
        Instruction(LoadByte, 23),
        Instruction(JumpIfEqual, Udp, 0, 8),
        Instruction(LoadHalf, 36),
        Instruction(JumpIfEqual, port, 5, 6),
        Instruction(JumpIfEqual, 0x86DD, 0, 5),
        Instruction(LoadByte, 20),
        Instruction(JumpIfEqual, Udp, 0, 3),
        Instruction(LoadHalf, 56),
        Instruction(JumpIfEqual, port, 0, 1),
        Instruction(Return, 0xFFFF),
        Instruction(Return, 0),
    ];

    private static ulong Instruction(ushort code, uint value, byte ifTrue = 0, byte ifFalse = 0) =>
        code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)value << 32);
}
