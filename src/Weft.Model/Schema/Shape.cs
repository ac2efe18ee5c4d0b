namespace Weft.Model;

/// <summary>What may stand at one place of the fabric file. The same shapes check a file, write its JSON Schema and its reference page.</summary>
public abstract record Shape
{
    /// <summary>What a reader calls it: "a VLAN id, 1 to 4094".</summary>
    public required string Noun { get; init; }
}
