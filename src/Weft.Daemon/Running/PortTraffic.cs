namespace Weft.Daemon;

/// <summary>Control frames of one port since the daemon started.</summary>
public struct PortTraffic
{
    public long Received;
    public long Sent;

    /// <summary>Frames that the kernel refused to send, mostly because the port was down.</summary>
    public long SendErrors;
}
