namespace Weft.Simulation.Tests;

/// <summary>What a <see cref="TwinStep"/> does.</summary>
internal enum TwinStepKind
{
    Bind,
    Unbind,
    Attach,
    Detach,
    Route,
    Unroute,
    Leak,
    Unleak,
    ChangeGroup,
    RenumberGroup,
    LoseCarrier,
    GainCarrier,
    WaitShort,
    WaitLong,
    Settle,
    Kill,
    Start,
}
