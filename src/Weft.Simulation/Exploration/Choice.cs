namespace Weft.Simulation;

/// <summary>One thing that may happen next; the meaning of the arguments is with <see cref="ChoiceKind"/>.</summary>
internal readonly record struct Choice(ChoiceKind Kind, byte A = 0, byte B = 0, byte C = 0)
{
    /// <summary>As one number.</summary>
    public uint Code => (uint)Kind | ((uint)A << 8) | ((uint)B << 16) | ((uint)C << 24);

    public static Choice Of(uint code) => new((ChoiceKind)(byte)code, (byte)(code >> 8), (byte)(code >> 16), (byte)(code >> 24));
}
