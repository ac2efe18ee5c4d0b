namespace Weft.Linux;

/// <summary>How one kind of row becomes a kernel object.</summary>
/// <typeparam name="TKey">Identifies the row.</typeparam>
/// <typeparam name="TItem">The kernel object.</typeparam>
internal interface IKernelResource<TKey, TItem>
{
    /// <summary>Every key that is wanted now, in no particular order.</summary>
    IEnumerable<TKey> DesiredKeys { get; }

    Desire Look(TKey key, out TItem item);

    /// <summary>True when putting the one replaces the other in the kernel.</summary>
    bool SameSlot(in TItem left, in TItem right);

    /// <summary>Of two objects for one row that nobody asked for, whether the first is the one in effect.</summary>
    bool Prevails(in TItem left, in TItem right);

    KernelChange Put(in TItem item);

    KernelChange Delete(in TItem item);

    /// <summary>How long an object that nobody wants any more is kept in case it is wanted again.</summary>
    TimeSpan DeleteDelay(in TItem item);

    /// <summary>The row in words, for events.</summary>
    string Describe(in TItem item);
}
