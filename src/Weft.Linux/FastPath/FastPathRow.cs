using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>The values of the fast path's tables of sources and destinations.</summary>
internal static class FastPathRow
{
    /// <summary>Octets of a source's value: when its last frame took the long way, and since when its flows are asked for.</summary>
    internal const int SourceLength = 16;

    /// <summary>Octets of a destination's value: interface, four octets of nothing, since when flows to it are asked for.</summary>
    internal const int DestinationLength = 16;

    /// <summary>Where the time is from which on flows count; 0 when they are not asked for. What the filter let pass before says nothing about this row.</summary>
    internal const short Since = 8;

    // Programs read the clock of the last tick, and a frame may be on its way out.
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(20);

    /// <summary>From now on: the time from which on what the filter lets pass counts.</summary>
    internal static long Now => (MonotonicClock.Now + s_settling).Nanoseconds;

    /// <summary>A host none of whose frames took the long way: its next one will.</summary>
    internal static void WriteSource(Span<byte> value, bool asksFlows)
    {
        value.Clear();
        WriteSince(value, asksFlows);
    }

    internal static void WriteDestination(Span<byte> value, FastPathDestination destination)
    {
        value.Clear();
        MemoryMarshal.Write(value, destination.Interface);
        WriteSince(value, destination.AsksFlows);
    }

    private static void WriteSince(Span<byte> value, bool asksFlows)
    {
        if (asksFlows)
        {
            MemoryMarshal.Write(value[Since..], Now);
        }
    }
}
