using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The hash by which flows spread over equal paths: addresses, protocol and ports, as Linux does with <c>fib_multipath_hash_policy</c> 1.
/// Parts of a fragmented packet count without ports, so that all of them take one way. Every node has a seed of its own.</summary>
internal static class FlowHash
{
    public static uint Compute(ulong seed, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        uint ports = 0;
        if (!facts.IsFragment && facts.UpperOffset != 0 && facts.Upper is IpProtocol.Tcp or IpProtocol.Udp && frame.Length >= facts.UpperOffset + 4)
        {
            ports = BinaryPrimitives.ReadUInt32BigEndian(frame[facts.UpperOffset..]);
        }

        UInt128 from = facts.From.Bits;
        UInt128 to = facts.To.Bits;
        ulong hash = Mix(seed ^ (ulong)from);
        hash = Mix(hash ^ (ulong)(from >> 64));
        hash = Mix(hash ^ (ulong)to);
        hash = Mix(hash ^ (ulong)(to >> 64));
        return (uint)(Mix(hash ^ (((ulong)facts.Upper << 32) | ports)) >> 32);
    }

    // The finaliser of splitmix64: every bit reaches every other.
    private static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB);
        return value ^ (value >> 31);
    }
}
