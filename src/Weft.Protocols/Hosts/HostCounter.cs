namespace Weft.Protocols.Hosts;

/// <summary>Evidence and frames that changed nothing, by reason.</summary>
public enum HostCounter
{
    MalformedFrame,
    SenderMacMismatch,
    GroupOrZeroMac,
    GatewayMacAsSource,
    GatewayAddressClaimed,
    NotAHostAddress,
    OutsideOfSubnet,
    UnknownSegment,
    AddressProbe,
    RarpUnknownMac,
    HostsPerNodeLimit,
    HostsPerPortLimit,
    MacsPerPortLimit,
    AddressesPerMacLimit,
    RemoteClaimsLimit,
    StaleAfterYield,
    MoveNotTrusted,
    Damped,
    HeldAsDuplicate,
    ProbeBudgetExhausted,
    ProbesSent,
    EvidenceAccepted,
}
