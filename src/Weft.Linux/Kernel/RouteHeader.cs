using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct rtmsg: family, destination length, source length, type of service, table, protocol, scope, type (one octet each), flags 8:4.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct RouteHeader
{
    internal byte Family { get; init; }

    internal byte DestinationLength { get; init; }

    internal byte SourceLength { get; init; }

    internal byte TypeOfService { get; init; }

    internal byte Table { get; init; }

    internal byte Protocol { get; init; }

    internal byte Scope { get; init; }

    internal byte Type { get; init; }

    internal uint Flags { get; init; }
}
