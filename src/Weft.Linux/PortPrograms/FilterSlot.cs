namespace Weft.Linux;

/// <summary>Programs of ours that may share a side of an interface, by the priority of their filters: lower ones come first.</summary>
internal enum FilterSlot : ushort
{
    Priorities = 0x56,
    FastPath = 0x57,
}
