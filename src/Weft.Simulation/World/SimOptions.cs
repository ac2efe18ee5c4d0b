using System.Collections.Immutable;
using Weft.Stories;
using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Simulation;

/// <summary>What a simulated world is like beside its fabric.</summary>
public sealed record SimOptions
{
    /// <summary>Draws everything that is drawn. The same fabric, options and acts with the same seed give the same run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Builds the fabric's cables and hosts into another network, to compare it with Weft; null for Weft.</summary>
    public StoryModel? Model { get; init; }

    /// <summary>One way over a link within a site.</summary>
    public TimeSpan FabricDelay { get; init; } = TimeSpan.FromMicroseconds(5);

    /// <summary>One way over a link between sites: 200 km of fibre.</summary>
    public TimeSpan InterconnectDelay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>One way between a host and its leaf, and between an edge and the outside.</summary>
    public TimeSpan AccessDelay { get; init; } = TimeSpan.FromMicroseconds(5);

    /// <summary>From a frame's arrival at a node until its daemon has handled it and the forwarding plane has what follows from it.</summary>
    public TimeSpan DaemonDelay { get; init; } = TimeSpan.FromMicroseconds(200);

    /// <summary>From a change in an edge's forwarding plane until an outside router, told of it by BGP, forwards by it; and the other way round.</summary>
    public TimeSpan OutsideDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>A node's daemon starts within this long after the world does.</summary>
    public TimeSpan StartSpread { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Frames that may wait for one daemon; more are lost, as in a socket's buffer.</summary>
    public int DaemonQueue { get; init; } = 4096;

    /// <summary>The keys of IS-IS. A fabric that names a key file gets some of its own when there are none.</summary>
    public IsisKeys Keys { get; init; } = IsisKeys.None;

    /// <summary>How fast a node's clock runs too fast, in millionths, drawn from minus this to this.</summary>
    public int ClockDriftPerMillion { get; init; }

    /// <summary>Hosts of the fabric file that no node's file lists. They begin without an address: somebody has to give them one.</summary>
    public ImmutableArray<string> Unlisted { get; init; } = [];

    /// <summary>Makes what stands between the engines of a node and its world, to see whether tests notice; null for nothing.</summary>
    public Func<NodePlan, INodeSeam>? Seam { get; init; }
}
