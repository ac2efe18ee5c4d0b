namespace Weft.Wire.Isis;

/// <summary>PDU types (ISO 10589 clause 9.5 and following; IANA "IS-IS PDU registry").</summary>
public enum IsisPduType : byte
{
    Level1LanHello = 15,
    Level2LanHello = 16,
    PointToPointHello = 17,
    Level1LinkState = 18,
    Level2LinkState = 20,
    Level1CompleteSequence = 24,
    Level2CompleteSequence = 25,
    Level1PartialSequence = 26,
    Level2PartialSequence = 27,
}
