namespace Weft.Simulation;

/// <summary>The way of one packet, predicted by sending it in the simulator.</summary>
public sealed record PathReport
{
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The address that it was sent to.</summary>
    public required string Destination { get; init; }

    public required bool Delivered { get; init; }

    /// <summary>"delivered", "no route at leaf3", "loop at spine1".</summary>
    public required string Verdict { get; init; }

    public required IReadOnlyList<PathHop> Hops { get; init; }

    /// <summary>How often it crossed between sites.</summary>
    public int Crossings => Hops.Count(hop => hop.CrossesSites);

    /// <summary>How often it would have to on the shortest way; absent when that cannot be said.</summary>
    public int? CrossingsNeeded { get; init; }

    /// <summary>The names alone, for scripts: "vm-a leaf1 spine1 leaf2 vm-b".</summary>
    public string Minimal() => string.Join(' ', (IEnumerable<string>)[.. Hops.Select(hop => hop.Node), Delivered ? To : "!"]);
}
