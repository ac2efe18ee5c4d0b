using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>What one MAC at one port did that it must not.</summary>
public sealed class ViolationRecord(PortIndex port, MacAddress mac, ViolationReason reason, Instant first)
{
    public PortIndex Port { get; } = port;

    public MacAddress Mac { get; } = mac;

    public ViolationReason Reason { get; } = reason;

    public Instant First { get; } = first;

    public Instant Last { get; internal set; } = first;

    /// <summary>How often.</summary>
    public long Count { get; internal set; }

    /// <summary>One of the frames, in one line.</summary>
    public string Summary { get; internal set; } = string.Empty;
}
