using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>The measured node's namespace and, behind two cables, the namespace in which the benchmark speaks for the spines. Everything
/// of the benchmark happens in the calling thread, between one wait and the next.</summary>
internal sealed class IsisBenchRig : IDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(20);

    private readonly IsisBenchFabric _fabric;
    private readonly EventLoop _loop = new();
    private readonly List<IsisBenchSpeaker> _speakers = [];
    private readonly IIsisBenchSubject _subject;
    private readonly int[] _interfaces;

    private IsisBenchRig(IsisBenchFabric fabric, IsisBenchWorld world, Func<IIsisBenchSubject> start)
    {
        _fabric = fabric;
        World = world;
        Clean();
        NetworkNamespace.Create(fabric.Node.Name);
        NetworkNamespace.Create(_fabric.FarSide);
        ShiftIndices();
        for (int spine = 0; spine < fabric.AllSpines.Length; spine++)
        {
            NamespaceLinks.CreateVeth(new VethEnd(fabric.Node.Name, IsisBenchFabric.Port(spine)), new VethEnd(_fabric.FarSide, IsisBenchFabric.Port(spine)));
            Sysctl.Write(_fabric.FarSide, [new SysctlSetting($"net/ipv6/conf/{IsisBenchFabric.Port(spine)}/disable_ipv6", "1")]);
            NamespaceLinks.SetUp(_fabric.FarSide, IsisBenchFabric.Port(spine), up: true);
        }

        _interfaces = NetworkNamespace.Run(fabric.Node.Name, () => new[] { InterfaceIndex.Of(IsisBenchFabric.Port(0)), InterfaceIndex.Of(IsisBenchFabric.Port(1)) });
        _subject = start();
        Kernel = NetworkNamespace.Run(fabric.Node.Name, () => new IsisBenchKernel(_loop, _subject.RouteProtocol, world));
    }

    internal IsisBenchWorld World { get; }

    internal IsisBenchKernel Kernel { get; }

    /// <summary>Resident memory of the measured daemons, in octets.</summary>
    internal long ResidentOctets => _subject.ResidentOctets;

    /// <summary>Builds everything and starts the daemon. What an earlier run left is removed.</summary>
    internal static IsisBenchRig Start(IsisBenchFabric fabric, IsisBenchWorld world, Func<IIsisBenchSubject> start) => new(fabric, world, start);

    /// <summary>Begins to speak for the next spine; returns when the node leads to it.</summary>
    internal IsisBenchSpeaker Join(TimeSpan patience)
    {
        int spine = _speakers.Count;
        FabricNode self = _fabric.Spine(spine);
        MacAddress mac = MacAddress.FromValue(0x0257_0000_00F0 + (ulong)spine);
        IsisBenchSpeaker speaker = NetworkNamespace.Run(
            _fabric.FarSide, () => new IsisBenchSpeaker(_loop, self, mac, InterfaceIndex.Of(IsisBenchFabric.Port(spine))));
        _speakers.Add(speaker);
        speaker.Know(World.Spine(spine));
        Expect(() => speaker.IsUp && Kernel.HasRoute(self.Loopback4), patience, $"the daemon leads to {self.Name}");
        return speaker;
    }

    /// <summary>The node's interface towards a spine.</summary>
    internal int InterfaceTo(int spine) => spine < 0 ? -1 : _interfaces[spine];

    /// <summary>Pulls a spine's cable at its far end, so that the node loses the carrier, or plugs it in again.</summary>
    internal void SetCable(int spine, bool isIn) => NamespaceLinks.SetUp(_fabric.FarSide, IsisBenchFabric.Port(spine), isIn);

    /// <summary>Goes on until a condition holds; throws <see cref="LabException"/> when it does not.</summary>
    internal void Expect(Func<bool> condition, TimeSpan patience, string what)
    {
        if (!Until(condition, patience))
        {
            throw new LabException($"after {patience.TotalSeconds:0} s it still does not hold that {what}");
        }
    }

    /// <summary>Goes on until a condition holds or the time is over; returns whether it held.</summary>
    internal bool Until(Func<bool> condition, TimeSpan limit)
    {
        Instant end = MonotonicClock.Now + limit;
        while (!condition())
        {
            Instant now = MonotonicClock.Now;
            if (now >= end)
            {
                return false;
            }

            Turn(Instant.Min(end, now + s_longestWait));
        }

        return true;
    }

    /// <summary>Goes on for a time.</summary>
    internal void Pause(TimeSpan length) => Until(() => false, length);

    /// <summary>Goes on until the kernel has not changed for a time.</summary>
    internal void Rest(TimeSpan quiet)
    {
        long changes = -1;
        while (changes != Kernel.Changes)
        {
            changes = Kernel.Changes;
            Pause(quiet);
        }
    }

    /// <summary>Waits for the next thing to do, at the latest until then, and does it.</summary>
    internal void Turn(Instant until)
    {
        foreach (IsisBenchSpeaker speaker in _speakers)
        {
            until = Instant.Min(until, speaker.NextDeadline);
        }

        _loop.Wait(until);
        Instant now = MonotonicClock.Now;
        foreach (IsisBenchSpeaker speaker in _speakers)
        {
            speaker.HandleTimer(now);
        }
    }

    /// <summary>Opens the way for many prepared frames from a spine.</summary>
    internal FrameBurst Burst(int spine, IReadOnlyList<byte[]> frames) =>
        NetworkNamespace.Run(_fabric.FarSide, () => new FrameBurst(InterfaceIndex.Of(IsisBenchFabric.Port(spine)), frames));

    public void Dispose()
    {
        foreach (IsisBenchSpeaker speaker in _speakers)
        {
            speaker.Dispose();
        }

        Kernel.Dispose();
        _subject.Dispose();
        _loop.Dispose();
        Clean();
    }

    /// <summary>Where both ends of a cable have the same index, Linux takes them for a network card, and tells of a lost carrier up to a second
    /// later when there was another such event on the machine shortly before.</summary>
    private void ShiftIndices()
    {
        NamespaceLinks.CreateVeth(new VethEnd(_fabric.FarSide, "shift0"), new VethEnd(_fabric.FarSide, "shift1"));
        NamespaceLinks.Delete(_fabric.FarSide, "shift0");
    }

    private void Clean()
    {
        NetworkNamespace.Delete(_fabric.Node.Name);
        NetworkNamespace.Delete(_fabric.FarSide);
    }
}
