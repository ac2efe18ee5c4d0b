using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>A place on this node where a host is, was or says it is: the port, the tag it uses there, the segment and its MAC.</summary>
public readonly record struct HostAttachment(PortIndex Port, VlanId Tag, SegmentId Segment, MacAddress Mac);
