namespace Weft.Model;

/// <summary>"This port was shut": what a node remembers of it beyond its daemon's life.</summary>
/// <param name="Port">The port.</param>
/// <param name="Row">By whom and until when.</param>
public readonly record struct ShutPort(PortIndex Port, ShutPortRow Row);
