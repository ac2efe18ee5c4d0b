namespace Weft.Model;

/// <summary>The type of a scalar by the YAML 1.2 core schema (YAML 1.2.2 section 10.3.2).</summary>
public enum ResolvedKind : byte
{
    /// <summary>Text, quoted or not.</summary>
    Text,

    /// <summary>Empty, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, an infinity or not-a-number.</summary>
    Real,
}
