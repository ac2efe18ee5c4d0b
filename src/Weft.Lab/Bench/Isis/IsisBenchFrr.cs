namespace Weft.Lab;

/// <summary>FRR's <c>zebra</c> and <c>isisd</c> as the measured daemons, configured for the shortest delays.</summary>
internal sealed class IsisBenchFrr : IIsisBenchSubject
{
    /// <summary>zebra's number for routes of isisd.</summary>
    private const byte IsisProtocol = 187;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FrrDaemons _daemons;
    private readonly string _lab;

    internal IsisBenchFrr(IsisBenchOptions options, IsisBenchFabric fabric)
    {
        _lab = fabric.Fabric.Name;
        CommandRunner commands = new();
        Sysctl.Write(fabric.Node.Name, Sysctl.For(LabNamespaceKind.Router));
        commands.IpBatch(fabric.Node.Name, [.. FrrIsisConfig.Addresses(fabric.Node)]);
        Directory.CreateDirectory(options.Output);
        _daemons = FrrDaemons.StartZebra(_lab, fabric.Node.Name, options.Output, commands);
        _daemons.StartIsis(FrrIsisConfig.Text(fabric.Fabric, fabric.Node), s_patience);
    }

    /// <inheritdoc/>
    public byte RouteProtocol => IsisProtocol;

    /// <inheritdoc/>
    public long ResidentOctets => _daemons.ResidentOctets;

    public void Dispose()
    {
        _daemons.Stop("isisd", s_patience);
        _daemons.Stop("zebra", s_patience);
        _daemons.Dispose();
        Directory.Delete(LabPaths.Lab(_lab), recursive: true);
    }
}
