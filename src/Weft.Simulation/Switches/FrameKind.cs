namespace Weft.Simulation;

/// <summary>What a frame carries, as far as a forwarding plane cares.</summary>
internal enum FrameKind : byte
{
    Other,
    Arp,
    ReverseArp,
    Ipv4,
    Ipv6,
}
