namespace Weft.Protocols.Hosts;

/// <summary>What the node wants to know from a probe.</summary>
public enum ProbePurpose : byte
{
    /// <summary>Is a host that was just seen really here? No answer: it is dropped.</summary>
    Confirm,

    /// <summary>Is a silent host still here? No answer: it is gone.</summary>
    Idle,

    /// <summary>Another leaf asks for the host (verified move): is it still here? No answer: yield.</summary>
    Verify,

    /// <summary>Another MAC uses the address here: is the old one still alive? No answer: the new one takes over.</summary>
    Challenge,

    /// <summary>The host was yielded to another leaf: does the old place still answer? An answer means two hosts.</summary>
    AfterYield,

    /// <summary>The leaf that has the host says that it is still there: does it answer here all the same? An answer is worth a second claim, for
    /// what the other leaf took for an answer may have been older than its question.</summary>
    AfterRefusal,
}
