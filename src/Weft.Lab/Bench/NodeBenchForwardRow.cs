namespace Weft.Lab;

/// <summary>Forwarding of 64-octet UDP frames by one path.</summary>
/// <param name="Path">"routed" between two subnets or "bridged" within one.</param>
/// <param name="Hosts">Known hosts behind the receiving port; the packets go to all of them in turn.</param>
/// <param name="Weft">Packets per second through the leaf of a running daemon.</param>
/// <param name="Bare">Packets per second through a leaf with the same bridges, addresses, routes and settings and nothing else.</param>
/// <param name="WithoutLeaf">Packets per second over a cable from sender to receiver, whose own cost is in all rates.</param>
/// <param name="Ratio">The first to the second, run by run.</param>
/// <param name="LeafRatio">The same with the cost of sender and receiver taken out.</param>
public sealed record NodeBenchForwardRow(
    string Path, int Hosts, NodeBenchFigure Weft, NodeBenchFigure Bare, NodeBenchFigure WithoutLeaf, NodeBenchFigure Ratio, NodeBenchFigure LeafRatio);
