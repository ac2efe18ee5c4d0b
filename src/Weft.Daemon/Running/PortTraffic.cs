namespace Weft.Daemon;

/// <summary>Control frames of one port since the daemon started.</summary>
public record struct PortTraffic
{
    public long Received { get; set; }
    public long Sent { get; set; }

    /// <summary>Frames that the kernel refused to send, mostly because the port was down.</summary>
    public long SendErrors { get; set; }
}
