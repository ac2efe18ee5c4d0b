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

    /// <summary>The guard of the port does not admit the host there.</summary>
    NotAdmitted,

    AddressProbe,
    RarpUnknownMac,
    HostsPerNodeLimit,
    HostsPerPortLimit,
    MacsPerPortLimit,
    AddressesPerMacLimit,
    RemoteClaimsLimit,

    /// <summary>Epochs too far ahead of those beside them to count, see <see cref="ClaimOrder.MaximumLead"/>.</summary>
    AbsurdEpoch,

    StaleAfterYield,
    MoveNotTrusted,

    /// <summary>Addresses that were to have another MAC behind the same port, more than a port may change at a time.</summary>
    MacChangesLimited,


    /// <summary>The manager's word about a port that is none of hosts, or one word too many.</summary>
    ExpectationRefused,
    Damped,
    HeldAsDuplicate,
    ProbeBudgetExhausted,
    ProbesSent,
    EvidenceAccepted,
}
