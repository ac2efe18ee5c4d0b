using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>A BFD session came up or went down.</summary>
/// <param name="Port">The port.</param>
/// <param name="Neighbor">The neighbour's address.</param>
/// <param name="Up">True: packets pass in both directions.</param>
/// <param name="Diagnostic">Why it went down.</param>
/// <param name="Remote">What the neighbour said last about its own side.</param>
public sealed record BfdSessionChanged(string Port, IpAddress Neighbor, bool Up, BfdDiagnostic Diagnostic, BfdDiagnostic Remote) : NodeEvent
{
    public override string Kind => Up ? "bfd-up" : "bfd-down";

    public override string Subject => Port;

    public override string Text => Up
        ? $"BFD session with {Neighbor} on {Port} is up"
        : $"BFD session with {Neighbor} on {Port} is down: {Diagnostic}{(Remote == BfdDiagnostic.None ? "" : $"; the neighbour says {Remote}")}";

    public override EventSeverity Severity => Up ? EventSeverity.Information : EventSeverity.Warning;
}
