namespace Weft.Linux;

/// <summary>Functions of the kernel that programs call (bpf-helpers(7)).</summary>
internal enum EbpfHelper
{
    /// <summary>Map and key in; pointer to the value, or 0, out.</summary>
    MapLookup = 1,

    /// <summary>Map, key, value and flags in; 0 or minus the error number out.</summary>
    MapUpdate = 2,

    /// <summary>Frame, offset, address of octets, their number and flags in; 0 or minus the error number out. Addresses of the frame are lost.</summary>
    StoreOctets = 9,

    /// <summary>Frame, offset of the checksum, value before, value after, and its length in; 0 or minus the error number out. Addresses of the frame are lost.</summary>
    NetworkChecksumReplace = 10,

    /// <summary>Frame, protocol in network order, and the whole tag in; 0 or minus the error number out. Addresses of the frame are lost.</summary>
    VlanPush = 18,

    /// <summary>Frame in; 0 or minus the error number out. Addresses of the frame are lost.</summary>
    VlanPop = 19,

    /// <summary>Interface index and flags in; the program returns what it returns.</summary>
    Redirect = 23,

    /// <summary>Nanoseconds of the monotonic clock, as of the last tick. Linux 5.11.</summary>
    CoarseTime = 160,
}
