namespace Weft.Lab;

/// <summary><c>weftd</c> as the measured daemon.</summary>
internal sealed class IsisBenchWeft(IsisBenchOptions options, IsisBenchFabric fabric) : IIsisBenchSubject
{
    private readonly NodeBenchDaemon _daemon = NodeBenchDaemon.Start(
        options.Daemon, fabric.File, fabric.Node.Name, options.Output, fastPath: true, fabric.Node.Name);

    /// <inheritdoc/>
    public byte RouteProtocol => Linux.RouteProtocol.Weft;

    /// <inheritdoc/>
    public long ResidentOctets => _daemon.ResidentOctets;

    public void Dispose() => _daemon.Dispose();
}
