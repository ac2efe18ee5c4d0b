namespace Weft.Wire.Isis;

/// <summary>What a node signs and verifies with. Null means that PDUs of that scope are neither signed nor verified.</summary>
/// <param name="Link">For hellos.</param>
/// <param name="Area">For LSPs, CSNPs and PSNPs.</param>
public sealed record IsisKeys(KeyChain? Link, KeyChain? Area)
{
    /// <summary>No authentication.</summary>
    public static IsisKeys None { get; } = new(null, null);

    /// <summary>Overwrites every secret.</summary>
    public void Erase()
    {
        Link?.Erase();
        Area?.Erase();
    }
}
