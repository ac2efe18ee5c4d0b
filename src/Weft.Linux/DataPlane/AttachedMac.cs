using Weft.Model;

namespace Weft.Linux;

/// <summary>A row of the table of attached MACs.</summary>
public readonly record struct AttachedMac(AttachedMacKey Key, AttachedMacRow Row);
