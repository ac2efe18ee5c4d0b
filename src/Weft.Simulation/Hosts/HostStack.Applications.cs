using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>What runs on the host.</content>
public sealed partial class HostStack
{
    private const int FirstEphemeralPort = 32_768;
    private const int EphemeralPorts = 28_232;

    /// <summary>Starts a flow of probes: the first leaves now. Throws unless the host runs.</summary>
    public void Start(Instant now, ProbeFlow flow, IHostEffects effects)
    {
        Require(StackState.Running);
        _applications.Add(flow);
        flow.Begin(OwnTime(now), DrawPort());
        flow.HandleTimer(OwnTime(now), this, effects);
    }

    /// <summary>Ends a flow; false when it does not run here.</summary>
    public bool Stop(ProbeFlow flow) => _applications.Remove(flow);

    /// <summary>An application has done what it was for.</summary>
    internal void Finish(IHostApplication application) => _applications.Remove(application);

    internal bool TryChooseSourceFor(IpAddress destination, out IpAddress source) => TryChooseSource(destination, out source);

    internal Instant ToWorldTime(Instant own) => WorldTime(own);

    private ushort DrawPort() => (ushort)(FirstEphemeralPort + _random.Next(EphemeralPorts));
}
