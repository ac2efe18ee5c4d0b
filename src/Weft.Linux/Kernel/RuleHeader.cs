using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct fib_rule_hdr: family, destination length, source length, type of service, table, two reserved, action (one octet each), flags 8:4.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct RuleHeader
{
    internal byte Family { get; init; }

    internal byte DestinationLength { get; init; }

    internal byte SourceLength { get; init; }

    internal byte TypeOfService { get; init; }

    internal byte Table { get; init; }

    internal byte Reserved1 { get; init; }

    internal byte Reserved2 { get; init; }

    internal byte Action { get; init; }

    internal uint Flags { get; init; }
}
