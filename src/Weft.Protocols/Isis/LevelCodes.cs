using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The code points of the level that the fabric speaks (ISO 10589 clauses 9.5 to 9.13).</summary>
internal sealed class LevelCodes(IsisLevels level)
{
    private readonly bool _isLevel1 = level == IsisLevels.Level1;

    public IsisLevels Level => level;

    public IsisPduType LinkState => _isLevel1 ? IsisPduType.Level1LinkState : IsisPduType.Level2LinkState;

    public IsisPduType CompleteSequence => _isLevel1 ? IsisPduType.Level1CompleteSequence : IsisPduType.Level2CompleteSequence;

    public IsisPduType PartialSequence => _isLevel1 ? IsisPduType.Level1PartialSequence : IsisPduType.Level2PartialSequence;

    /// <summary>What every own LSP says of its system.</summary>
    public LspFlags SystemType => _isLevel1 ? LspFlags.Level1 : LspFlags.Level2;

    /// <summary>True for the PDUs that carry and describe the database of this level.</summary>
    public bool IsOfDatabase(IsisPduType type) => type == LinkState || type == CompleteSequence || type == PartialSequence;
}
