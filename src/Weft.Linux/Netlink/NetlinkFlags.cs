namespace Weft.Linux;

/// <summary>Flags of a netlink header. The meaning of the high bits depends on the kind of request.</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    None = 0,
    Request = 0x1,
    Multi = 0x2,
    Acknowledge = 0x4,

    /// <summary>On replies: the dump was interrupted by a change and must be repeated.</summary>
    DumpInterrupted = 0x10,

    /// <summary>On get requests: everything.</summary>
    Dump = 0x300,

    /// <summary>On new requests: replace what exists.</summary>
    Replace = 0x100,

    /// <summary>On new requests: fail when it exists.</summary>
    Exclusive = 0x200,

    /// <summary>On new requests: create when it does not exist.</summary>
    Create = 0x400,

    /// <summary>On new requests: add to what exists.</summary>
    Append = 0x800,
}
