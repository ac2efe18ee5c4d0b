using System.Collections.Immutable;
using System.Text;

namespace Weft.Linux;

/// <summary>A classifier that the kernel's verifier has accepted.</summary>
internal sealed unsafe class EbpfProgram : IDisposable
{
    /// <summary>What the program at ports is called.</summary>
    internal const string PortName = "weft_port";

    /// <summary>What the program is called where flows leave.</summary>
    internal const string ExitName = "weft_exit";

    /// <summary>What the program is called that gives frames their priority.</summary>
    internal const string PriorityName = "weft_priority";

    /// <summary>What the program is called that takes marks from what comes from outside.</summary>
    internal const string OutsideName = "weft_outside";

    private const int LogLength = 64 * 1024;

    private EbpfProgram(string name, int descriptor)
    {
        Name = name;
        Descriptor = descriptor;
    }

    /// <summary>What it was loaded as, up to 15 characters.</summary>
    public string Name { get; }

    public int Descriptor { get; private set; }

    /// <summary>Loads a program. Throws <see cref="KernelException"/> with the verifier's last words when it is refused.</summary>
    public static EbpfProgram Load(string name, ImmutableArray<EbpfInstruction> instructions)
    {
        int descriptor = TryLoad(name, instructions, default);
        if (descriptor >= 0)
        {
            return new EbpfProgram(name, descriptor);
        }

        byte[] log = new byte[LogLength];
        TryLoad(name, instructions, log);
        throw new KernelException($"load the BPF program {name}", -descriptor, LastWords(Encoding.ASCII.GetString(log).TrimEnd('\0')));
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }

    /// <summary>The line of the verifier's log that says what is wrong: the last one before its statistics.</summary>
    private static string? LastWords(string log) =>
        log.Split('\n').LastOrDefault(line => line.Length > 0 && !line.StartsWith("processed ", StringComparison.Ordinal));

    private static int TryLoad(string name, ImmutableArray<EbpfInstruction> instructions, byte[]? log)
    {
        fixed (EbpfInstruction* pointer = instructions.AsSpan())
        fixed (byte* license = "Apache-2.0\0"u8)
        fixed (byte* logPointer = log)
        {
            EbpfCalls.ProgramAttribute attribute = new()
            {
                Type = EbpfCalls.ClassifierProgram,
                Length = (uint)instructions.Length,
                Instructions = (ulong)pointer,
                License = (ulong)license,
                LogLevel = log is null ? 0u : 1u,
                LogLength = (uint)(log?.Length ?? 0),
                Log = (ulong)logPointer,
            };
            EbpfMap.WriteName(name, attribute.Name);
            return EbpfCalls.Call(EbpfCalls.LoadProgram, ref attribute);
        }
    }
}
