namespace Weft.Peers.Tests;

/// <summary>A lab and the server that it began with.</summary>
public sealed class DhcpServing : IDisposable
{
    private DhcpServing(Func<DhcpLab, NamespaceProcess> serve)
    {
        NamespaceProcess? server = null;
        Dhcp = DhcpLab.Up(dhcp => server = serve(dhcp));
        Server = server!;
    }

    public DhcpLab Dhcp { get; }

    public NamespaceProcess Server { get; }

    /// <summary>Brings both up.</summary>
    public static DhcpServing Up(Func<DhcpLab, NamespaceProcess> serve) => new(serve);

    public void Dispose() => Dhcp.Lab.Dispose();
}
