namespace Weft.Linux;

/// <summary>The registers of eBPF and what the kernel's calling convention makes of them (kernel documentation, bpf/standardization/abi).</summary>
internal enum EbpfRegister : byte
{
    /// <summary>What a call or the program returns.</summary>
    Result = 0,

    /// <summary>First argument of a call; at the start the program's context. Calls destroy it, as they do the next four.</summary>
    Argument1 = 1,

    Argument2 = 2,

    Argument3 = 3,

    Argument4 = 4,

    Argument5 = 5,

    /// <summary>Survives calls, as do the next three.</summary>
    Saved6 = 6,

    Saved7 = 7,

    Saved8 = 8,

    Saved9 = 9,

    /// <summary>The end of the stack's 512 octets. Read-only.</summary>
    Frame = 10,
}
