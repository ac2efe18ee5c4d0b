using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>A host showed up at a port of this node after it was somewhere else.</summary>
public sealed record HostMoved(HostKey Host, MacAddress Mac, string From, string To, uint Epoch, EvidenceKind Evidence) : NodeEvent
{
    public override string Kind => "host-moved";

    public override string Subject => Host.ToString();

    public override string Text => $"{Host} ({Mac}) moved from {From} to {To}, epoch {Epoch}, shown by {Evidence}";
}
