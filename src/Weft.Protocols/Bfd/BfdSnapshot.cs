using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>A session, for people to read.</summary>
/// <param name="Port">The fabric port.</param>
/// <param name="PortName">Its interface name.</param>
/// <param name="Neighbor">The neighbour's link-local address.</param>
/// <param name="State">Own state.</param>
/// <param name="RemoteState">What the neighbour said of its own.</param>
/// <param name="Diagnostic">Why the session went down.</param>
/// <param name="RemoteDiagnostic">Why the neighbour's did.</param>
/// <param name="Liveness">What that means for the path.</param>
/// <param name="Discriminator">Own number of the session.</param>
/// <param name="RemoteDiscriminator">The neighbour's.</param>
/// <param name="TransmitInterval">Between packets sent, before jitter.</param>
/// <param name="DetectionTime">Silence that ends the session; zero before the first packet.</param>
/// <param name="Since">When the state was entered.</param>
public readonly record struct BfdSnapshot(
    PortIndex Port,
    string PortName,
    IpAddress Neighbor,
    BfdState State,
    BfdState RemoteState,
    BfdDiagnostic Diagnostic,
    BfdDiagnostic RemoteDiagnostic,
    Liveness Liveness,
    uint Discriminator,
    uint RemoteDiscriminator,
    TimeSpan TransmitInterval,
    TimeSpan DetectionTime,
    Instant Since);
