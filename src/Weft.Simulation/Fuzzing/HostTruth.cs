using Weft.Model;

namespace Weft.Simulation;

/// <summary>How it really is with a host, whatever nodes believe.</summary>
internal sealed class HostTruth(SimHost host, FabricHost origin)
{
    /// <summary>Claims, questions and answers take less, on the longest way.</summary>
    private static readonly TimeSpan s_contest = TimeSpan.FromSeconds(1);

    public SimHost Host => host;

    public FabricHost Origin => origin;

    public string Name => host.Name;

    public VrfId Vrf => origin.Subnet.Vrf.Id;

    /// <summary>True while it has power.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>True for one that has its address from a DHCP server, and that no fabric file lists.</summary>
    public bool IsLeased { get; set; }

    /// <summary>True for one that does not renew its lease.</summary>
    public bool IsForgetful { get; set; }

    /// <summary>False while it has no lease.</summary>
    public bool HasAddress { get; set; } = true;

    /// <summary>True while others may expect to reach it.</summary>
    public bool IsThere => IsOn && HasAddress;

    /// <summary>When its lease ends, or has ended.</summary>
    public Instant LeaseEnds { get; set; } = Instant.Zero;

    /// <summary>When it last got or renewed its lease.</summary>
    public Instant LeasedAt { get; set; } = Instant.Zero;

    /// <summary>When it was last plugged in elsewhere.</summary>
    public Instant MovedAt { get; set; } = Instant.Zero;

    /// <summary>Since when it is where it is and as it is.</summary>
    public Instant Since { get; set; } = SimWorld.Start;

    /// <summary>Since when its leaf has known all its addresses at its port, without anything having happened to it since.</summary>
    public Instant KnownSince { get; set; } = Instant.Never;

    /// <summary>When somebody last pretended to be it.</summary>
    public Instant LiedAboutAt { get; set; } = Instant.Zero;

    /// <summary>True when one of those lies is one that nobody can see through: it came from a port where a frame is enough, or the host could not object.</summary>
    public bool IsLieBelievable { get; set; }

    /// <summary>When a lie about it last got past the port where it was told, to hosts beside the liar or into the segment.</summary>
    public Instant LieHeardAt { get; set; } = Instant.Zero;

    /// <summary>Until when its cache may lead to somebody who pretends to be its gateway: its leaf cannot keep from it what comes from its own port.</summary>
    public Instant MisledUntil { get; set; } = Instant.Zero;

    /// <summary>Until when what it asks all others may be lost in a storm that came from its own port.</summary>
    public Instant DrownedUntil { get; set; } = Instant.Zero;

    /// <summary>Until when others behind its own port may cost it packets.</summary>
    public Instant ExcusedUntil => MisledUntil > DrownedUntil ? MisledUntil : DrownedUntil;

    /// <summary>A lie about it that was told just now may be believed, because something happens before its leaf has been asked.</summary>
    public void LoseVoice(Instant now) => IsLieBelievable |= LiedAboutAt > Instant.Zero && now - LiedAboutAt < s_contest;

    /// <summary>Something has happened to it.</summary>
    public void Changed(Instant now)
    {
        LoseVoice(now);
        Since = now;
        KnownSince = Instant.Never;
    }
}
