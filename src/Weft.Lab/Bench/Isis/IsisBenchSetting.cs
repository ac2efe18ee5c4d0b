namespace Weft.Lab;

/// <summary>Which daemon a part of the benchmark measures, and how.</summary>
internal sealed record IsisBenchSetting(IsisBenchOptions Options, IsisBenchFabric Fabric, string Daemon, Func<IIsisBenchSubject> Start)
{
    internal const string Weftd = "weftd";
    internal const string Isisd = "isisd";

    /// <summary>How long a load may take. When its socket has overflowed, isisd needs more than one round of retransmissions.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>How long an adjacency may take.</summary>
    internal static readonly TimeSpan Handshake = TimeSpan.FromSeconds(30);

    /// <summary>After so long without a change the daemon is at rest, and its delays are the shortest again.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(1200);

    internal bool IsPeer => Daemon == Isisd;

    internal void Tell(string what) => Options.Progress?.Invoke($"{Daemon}: {what}");
}
