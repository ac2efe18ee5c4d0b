namespace Weft.Model;

/// <summary>A differentiated services codepoint (RFC 2474) that has a name.</summary>
public readonly record struct DiffServCode(byte Value)
{
    /// <summary>What <see cref="TryParse"/> takes, ECMAScript.</summary>
    internal const string Pattern = "^(CS[0-7]|AF[1-4][1-3]|EF|LE)$";

    private const byte ExpeditedForwarding = 46;
    private const byte LowerEffort = 1;
    private const int Selectors = 8;

    /// <summary>CS6, which routing protocols use, and CS7: the network's own (RFC 4594 section 3.1).</summary>
    public bool IsOfNetwork => Value is 6 * Selectors or 7 * Selectors;

    /// <summary>A class selector, 0 to 7 (RFC 2474 section 4.2.2).</summary>
    public static DiffServCode Selector(int number) => new((byte)(number * Selectors));

    /// <summary>Reads a class selector, an assured forwarding class (RFC 2597), EF (RFC 3246) or LE (RFC 8622).</summary>
    public static bool TryParse(string text, out DiffServCode code)
    {
        int value = text switch
        {
            "EF" => ExpeditedForwarding,
            "LE" => LowerEffort,
            ['C', 'S', >= '0' and <= '7' and char selector] => (selector - '0') * Selectors,
            ['A', 'F', >= '1' and <= '4' and char group, >= '1' and <= '3' and char drop] => ((group - '0') * Selectors) + ((drop - '0') * 2),
            _ => -1,
        };
        code = value >= 0 ? new DiffServCode((byte)value) : default;
        return value >= 0;
    }

    public override string ToString()
    {
        (int group, int drop) = (Value / Selectors, Value % Selectors / 2);
        return Value switch
        {
            ExpeditedForwarding => "EF",
            LowerEffort => "LE",
            _ => drop == 0 ? $"CS{group}" : $"AF{group}{drop}",
        };
    }
}
