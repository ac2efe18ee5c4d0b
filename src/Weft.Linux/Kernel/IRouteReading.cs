namespace Weft.Linux;

/// <summary>The kernel's routes, read piece by piece, so that other work can be done between the pieces. What changes meanwhile may be seen as
/// it was before or after, and a route may come twice.</summary>
public interface IRouteReading : IDisposable
{
    /// <summary>Appends the next routes; returns false when these were the last. Throws <see cref="KernelException"/>.</summary>
    bool ReadPiece(List<KernelRoute> into);

    /// <summary>True when the kernel said that changes came between, so that some routes may have been left out.</summary>
    bool WasInterrupted { get; }
}
