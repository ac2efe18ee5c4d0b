namespace Weft.Linux;

/// <summary>What a batch of a <see cref="ReconciledTable{TKey, TItem}"/> does.</summary>
internal enum WritePhase : byte
{
    Put,
    Delete,

    /// <summary>Deletes what a put left behind: the same row at another metric or interface.</summary>
    Leftover,
}
