using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>What tells transactions from each other. It has no port: the same transaction cannot be under way at two.</summary>
internal readonly record struct TransactionKey(SegmentId Segment, MacAddress Mac, AddressFamily Family, uint Id);
