using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>The state machine as a table of own and received state (RFC 5880 section 6.8.6). A session here is never held down on purpose.</summary>
internal static class BfdStateTable
{
    public static BfdState Next(BfdState own, BfdState received) => (own, received) switch
    {
        (_, BfdState.AdminDown) => BfdState.Down,
        (BfdState.Down, BfdState.Down) => BfdState.Init,
        (BfdState.Down, BfdState.Init) => BfdState.Up,
        (BfdState.Init, BfdState.Init or BfdState.Up) => BfdState.Up,
        (BfdState.Up, BfdState.Down) => BfdState.Down,
        _ => own,
    };
}
