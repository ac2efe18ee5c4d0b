using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>A host is no longer here and its route is withdrawn.</summary>
public sealed record HostGone(HostKey Host, string Port, uint Epoch, HostReason Reason) : NodeEvent
{
    public override string Kind => "host-gone";

    public override string Subject => Host.ToString();

    public override string Text => $"{Host} is no longer at {Port}, epoch was {Epoch}: {Reason}";
}
