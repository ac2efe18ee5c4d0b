namespace Weft.Lab;

/// <summary>Which daemon a part of the benchmark measures, and how.</summary>
internal sealed record IsisBenchSetting(IsisBenchOptions Options, IsisBenchFabric Fabric, string Daemon, Func<IIsisBenchSubject> Start)
{
    internal const string Weftd = "weftd";
    internal const string Isisd = "isisd";

    /// <summary>How long a load may take: isisd needs minutes when its socket has overflowed.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    /// <summary>How long an adjacency may take.</summary>
    internal static readonly TimeSpan Handshake = TimeSpan.FromSeconds(30);

    /// <summary>After so long without a change the daemon is at rest, and its delays are the shortest again.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(1200);

    internal bool IsPeer => Daemon == Isisd;

    internal void Tell(string what) => Options.Progress?.Invoke($"{Daemon}: {what}");
}
