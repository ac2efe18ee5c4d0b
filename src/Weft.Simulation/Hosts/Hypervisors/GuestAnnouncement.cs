using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The rounds in which a hypervisor makes a guest's MAC known after it has arrived, as QEMU does.</summary>
internal sealed class GuestAnnouncement(VlanId vlan, MacAddress mac, Instant now)
{
    /// <summary>How often.</summary>
    public const int Rounds = 5;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longerEachRound = TimeSpan.FromMilliseconds(100);

    private int _done;

    public VlanId Vlan { get; } = vlan;

    public MacAddress Mac { get; } = mac;

    public Instant Due { get; private set; } = now;

    /// <summary>One round is done; false when it was the last.</summary>
    public bool Continue()
    {
        Due += s_firstWait + (s_longerEachRound * _done);
        _done++;
        return _done < Rounds;
    }
}
