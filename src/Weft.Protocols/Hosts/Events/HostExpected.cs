using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The manager has said that a host is about to be at a port.</summary>
public sealed record HostExpected(MacAddress Mac, string Port, TimeSpan Lifetime) : NodeEvent
{
    public override string Kind => "host-expected";

    public override string Subject => Mac.ToString();

    public override string Text => $"{Mac} is expected at {Port} for the next {Lifetime.TotalSeconds:0} s";
}
