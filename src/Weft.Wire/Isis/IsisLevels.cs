namespace Weft.Wire.Isis;

/// <summary>The circuit type of a hello: the levels that its sender runs there (ISO 10589 clause 9.5).</summary>
[Flags]
public enum IsisLevels : byte
{
    None = 0,
    Level1 = 1,
    Level2 = 2,
    Both = 3,
}
