namespace Weft.Linux;

/// <summary>The error numbers of Linux (asm-generic) that this project acts on.</summary>
public static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Interrupted = 4;
    public const int Again = 11;
    public const int NoMemory = 12;
    public const int NoAccess = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int NoDevice = 19;
    public const int Invalid = 22;
    public const int NotImplemented = 38;
    public const int NoLink = 67;
    public const int NotSupported = 95;
    public const int AddressNotAvailable = 99;
    public const int NetworkDown = 100;
    public const int NetworkUnreachable = 101;
    public const int NoBuffers = 105;
    public const int HostUnreachable = 113;

    /// <summary>The symbolic name, e.g. "ENOENT"; the number where this list has none.</summary>
    public static string Name(int error) => error switch
    {
        0 => "OK",
        NotPermitted => "EPERM",
        NoEntry => "ENOENT",
        NoProcess => "ESRCH",
        Interrupted => "EINTR",
        Again => "EAGAIN",
        NoMemory => "ENOMEM",
        NoAccess => "EACCES",
        Busy => "EBUSY",
        Exists => "EEXIST",
        NoDevice => "ENODEV",
        Invalid => "EINVAL",
        NotImplemented => "ENOSYS",
        NoLink => "ENOLINK",
        NotSupported => "EOPNOTSUPP",
        AddressNotAvailable => "EADDRNOTAVAIL",
        NetworkDown => "ENETDOWN",
        NetworkUnreachable => "ENETUNREACH",
        NoBuffers => "ENOBUFS",
        HostUnreachable => "EHOSTUNREACH",
        _ => $"errno {error}",
    };
}
