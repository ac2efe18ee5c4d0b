using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>What the meters of claims look at. Looking may let time go by, and changes nothing but caches of hosts.</summary>
public interface IStoryView : IFabricTables
{
    /// <summary>
    /// Sends datagrams from one host or client to another, each of a flow of its own, and tells which way each took. What has not
    /// arrived after so long is taken for lost.
    /// </summary>
    ImmutableArray<ForwardingPath> Trace(Pair pair, AddressFamily family, int flows, TimeSpan patience);

    /// <summary>
    /// Sends requests, each of a flow of its own, from one host or client to another that answers, and counts the answers that come in time. Throws
    /// <see cref="StoryException"/> where nobody can answer.
    /// </summary>
    int Exchange(Pair pair, AddressFamily family, int flows, TimeSpan patience);

    /// <summary>Sends one datagram to an address, which may be one that nobody has, and tells how far it came.</summary>
    ForwardingPath Trace(string from, IpAddress to, TimeSpan patience);

    /// <summary>Has a host ask for the MAC of an address once, and gathers the answers for so long.</summary>
    NeighborAnswers Ask(string host, IpAddress target, TimeSpan listening);

    /// <summary>The MAC that a host's own stack has for an address; null when it has none.</summary>
    MacAddress? NeighborOf(string host, IpAddress address);

    /// <summary>
    /// Sends an echo request (RFC 792, RFC 4443) from a host or client with so many hops to live; null when nobody answers in time.
    /// </summary>
    PingAnswer? Ping(string from, IpAddress to, byte hopLimit, TimeSpan patience);

    /// <summary>Has a host send one broadcast (<see cref="HostFrames.Broadcast"/>) and names the other hosts that it reaches in so long, sorted.</summary>
    ImmutableArray<string> HearersOf(string host, TimeSpan listening);

    /// <summary>Virtual MACs of gateways that bridges of nodes have learned from frames.</summary>
    ImmutableArray<LearnedMac> LearnedVirtualMacs();

    /// <summary>How often a router has changed its best routes, ever.</summary>
    long RouteChangesOf(string router);

    /// <summary>What a node has told, oldest first.</summary>
    ImmutableArray<ToldEvent> EventsOf(string node);
}
