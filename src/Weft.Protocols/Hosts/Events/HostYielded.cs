using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>This node gave a host to another that claims it better; stragglers are forwarded there.</summary>
public sealed record HostYielded(HostKey Host, string Port, string To, uint Epoch, HostReason Reason) : NodeEvent
{
    public override string Kind => "host-yielded";

    public override string Subject => Host.ToString();

    public override string Text => $"{Host} left {Port} for {To}, own epoch was {Epoch}: {Reason}";
}
