namespace Weft.Linux;

/// <summary>What a descriptor is watched for, and what it is ready for. The values are epoll's.</summary>
[Flags]
public enum Interest : uint
{
    None = 0,
    Read = 0x1,
    Write = 0x4,

    /// <summary>Always watched: an error waits on the descriptor.</summary>
    Error = 0x8,

    /// <summary>Always watched: the other side hung up.</summary>
    HangUp = 0x10,
}
