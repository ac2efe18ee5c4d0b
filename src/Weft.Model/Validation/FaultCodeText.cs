using System.Globalization;

namespace Weft.Model;

/// <summary>The printed form of fault codes.</summary>
public static class FaultCodeText
{
    /// <summary>"W0207".</summary>
    public static string Text(this FaultCode code) => string.Create(CultureInfo.InvariantCulture, $"W{(int)code:D4}");

    /// <summary>Parses "W0207" (or "w0207", "0207", "207"); false for anything that is not a known code.</summary>
    public static bool TryParse(string text, out FaultCode code)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart("Ww");
        bool parsed = ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number);
        code = (FaultCode)number;
        return parsed && Enum.IsDefined(code);
    }
}
