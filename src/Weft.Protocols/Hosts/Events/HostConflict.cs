using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>Something claimed the address of a host that still answers at its old place.</summary>
public sealed record HostConflict(HostKey Host, MacAddress Claimant, string ClaimantPort, string Owner) : NodeEvent
{
    public override string Kind => "host-conflict";

    public override string Subject => Host.ToString();

    public override string Text => $"{Claimant} at {ClaimantPort} uses {Host}, but the owner at {Owner} still answers";

    public override EventSeverity Severity => EventSeverity.Warning;
}
