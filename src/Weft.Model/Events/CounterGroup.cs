using System.Runtime.CompilerServices;

namespace Weft.Model;

/// <summary>Counters keyed by an enumeration of reasons whose values run from 0 without gaps.</summary>
/// <typeparam name="TReason">The enumeration.</typeparam>
public sealed class CounterGroup<TReason>(string name)
    where TReason : struct, Enum
{
    private readonly long[] _values = new long[Enum.GetValues<TReason>().Length];

    /// <summary>The group's name in <c>weft show counters</c>, e.g. "arp".</summary>
    public string Name { get; } = name;

    public long this[TReason reason] => _values[Index(reason)];

    public void Increment(TReason reason) => _values[Index(reason)]++;

    /// <summary>Every counter with the reason's name, in the order of the enumeration.</summary>
    public IEnumerable<KeyValuePair<string, long>> Snapshot()
    {
        foreach (TReason reason in Enum.GetValues<TReason>())
        {
            yield return new KeyValuePair<string, long>(reason.ToString(), _values[Index(reason)]);
        }
    }

    private static int Index(TReason reason) => Unsafe.SizeOf<TReason>() switch
    {
        1 => Unsafe.BitCast<TReason, byte>(reason),
        _ => Unsafe.BitCast<TReason, int>(reason),
    };
}
