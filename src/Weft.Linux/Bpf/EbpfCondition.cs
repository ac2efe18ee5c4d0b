namespace Weft.Linux;

/// <summary>When a jump is taken. Comparisons are unsigned.</summary>
internal enum EbpfCondition : byte
{
    Equal = 0x10,
    Above = 0x20,
    NotEqual = 0x50,
    AtMost = 0xB0,
}
