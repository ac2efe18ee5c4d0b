namespace Weft.Wire;

/// <summary>Multicast address record types (RFC 3810 section 5.2.12). Unknown values survive.</summary>
public enum MldRecordType : byte
{
    ModeIsInclude = 1,
    ModeIsExclude = 2,
    ChangeToInclude = 3,
    ChangeToExclude = 4,
    AllowNewSources = 5,
    BlockOldSources = 6,
}
