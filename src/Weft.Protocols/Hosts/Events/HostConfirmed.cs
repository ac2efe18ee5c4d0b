using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>A host address was proven to be at a port of this node.</summary>
public sealed record HostConfirmed(HostKey Host, MacAddress Mac, string Port, uint Epoch, HostReason Reason) : NodeEvent
{
    public override string Kind => "host-confirmed";

    public override string Subject => Host.ToString();

    public override string Text => $"{Host} ({Mac}) is at {Port}, epoch {Epoch}: {Reason}";
}
