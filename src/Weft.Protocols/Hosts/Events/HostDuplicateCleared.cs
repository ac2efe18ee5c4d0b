using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>A duplicate address is given another chance.</summary>
public sealed record HostDuplicateCleared(HostKey Host) : NodeEvent
{
    public override string Kind => "host-duplicate-cleared";

    public override string Subject => Host.ToString();

    public override string Text => $"{Host} may move again";
}
