using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Who speaks to whom in a segment.</summary>
internal readonly record struct TcpAddress(IpAddress Source, IpAddress Destination);
