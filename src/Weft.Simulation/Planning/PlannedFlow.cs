namespace Weft.Simulation;

/// <summary>What a change does to the packets from one host or client to another.</summary>
public sealed record PlannedFlow
{
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The names on its way before, as "vm-a leaf1 spine1 leaf2 vm-b".</summary>
    public required string Before { get; init; }

    public required string After { get; init; }

    /// <summary>"delivered", or why not.</summary>
    public required string Verdict { get; init; }

    public required bool DeliveredBefore { get; init; }

    public required bool Delivered { get; init; }

    public required int CrossingsBefore { get; init; }

    public required int Crossings { get; init; }

    /// <summary>True when it crosses between sites more often than it must.</summary>
    public required bool Trombones { get; init; }

    /// <summary>The longest wait for a packet while the change took place, as probes measured it, in milliseconds; absent when the flow was not probed or does not come back.</summary>
    public double? GapMilliseconds { get; init; }

    /// <summary>True when it worked before and does not afterwards.</summary>
    public bool IsLost => DeliveredBefore && !Delivered;

    public bool ChangesWay => Delivered && DeliveredBefore && Before != After;
}
