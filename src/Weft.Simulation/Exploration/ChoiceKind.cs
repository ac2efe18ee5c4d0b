namespace Weft.Simulation;

/// <summary>What may happen next.</summary>
internal enum ChoiceKind : byte
{
    /// <summary>The next version of the LSP of A arrives at B.</summary>
    Deliver,

    /// <summary>The latest version of the LSP of A arrives at B; those before it got lost on the way.</summary>
    DeliverLatest,

    /// <summary>The last version of the LSP of A, which crashed, never left it.</summary>
    LoseLast,

    /// <summary>Nothing happens until somebody's next deadline.</summary>
    Pass,

    /// <summary>A waiting frame is heard. A: which.</summary>
    Hear,

    /// <summary>A waiting frame gets lost. A: which.</summary>
    Lose,

    /// <summary>A waiting frame stays under way. A: which.</summary>
    Delay,

    /// <summary>A late frame is heard. A: which.</summary>
    HearLate,

    /// <summary>Host A moves to place B, and makes itself known by evidence of kind C; by none when it is data.</summary>
    Move,

    /// <summary>Host A speaks where it is, with evidence of kind B; C: 1 when that frame stays under way.</summary>
    Speak,

    /// <summary>Host A dies.</summary>
    Die,

    /// <summary>Place A loses its carrier.</summary>
    Unplug,

    /// <summary>Place A gets its carrier back.</summary>
    PlugIn,

    /// <summary>The daemon of leaf A dies.</summary>
    Crash,

    /// <summary>The daemon of leaf A starts.</summary>
    Restart,

    /// <summary>Leaf A has the databases of its neighbours.</summary>
    Synchronize,

    /// <summary>Leaf A is cut off.</summary>
    Cut,

    /// <summary>The cut is mended.</summary>
    Heal,

    /// <summary>Leaf A notices that B has become reachable or unreachable.</summary>
    Notice,

    /// <summary>The attacker forges a frame of address A with MAC B and evidence of kind C.</summary>
    Attack,
}
