using System.Globalization;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Checks one scalar against its shape and names the fault.</summary>
internal static class ScalarCheck
{
    /// <summary>True when the scalar may stand there; otherwise a fault was added.</summary>
    public static bool Check(ScalarShape shape, SourceScalar scalar, string what, FaultList faults)
    {
        if (!HasType(shape.Kind, scalar.Kind))
        {
            faults.Add(FaultCode.WrongType, scalar.Span, $"{what} is {shape.Noun}, but here is {Shown(scalar)}", TypeCure(shape, scalar));
            return false;
        }

        return shape.Kind switch
        {
            ScalarKind.Number => CheckNumber(shape, scalar, what, faults),
            ScalarKind.Flag => true,
            ScalarKind.Duration => CheckDuration(shape, scalar, what, faults),
            ScalarKind.Choice => CheckChoice(shape, scalar, what, faults),
            ScalarKind.Name => CheckName(scalar, what, faults),
            ScalarKind.InterfaceName => CheckInterfaceName(scalar, what, faults),
            _ => CheckForm(shape, scalar, what, faults),
        };
    }

    public static bool IsName(ReadOnlySpan<char> text, int longest) =>
        text.Length >= 1 && text.Length <= longest && char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(NameCharacters);

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private static bool HasType(ScalarKind wanted, ResolvedKind found) => wanted switch
    {
        ScalarKind.Number => found == ResolvedKind.Integer,
        ScalarKind.Flag => found == ResolvedKind.Flag,
        _ => found == ResolvedKind.Text,
    };

    private static string Shown(SourceScalar scalar) => scalar.IsNull ? "nothing" : $"{scalar.Noun}, `{Excerpt(scalar.Text)}`";

    /// <summary>At most one line of a wrong value is repeated in a message.</summary>
    public static string Excerpt(string text)
    {
        const int LongestExcerpt = 60;
        string line = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        return line.Length <= LongestExcerpt ? line : $"{line.AsSpan(0, LongestExcerpt)}...";
    }

    private static string TypeCure(ScalarShape shape, SourceScalar scalar) => shape.Kind switch
    {
        ScalarKind.Number when scalar.Kind == ResolvedKind.Text => "write a whole number without quotes",
        ScalarKind.Number => "write a whole number",
        ScalarKind.Flag => "write true or false",
        ScalarKind.Duration when scalar.Kind == ResolvedKind.Integer => $"add a unit, as in `{Excerpt(scalar.Text)}s`",
        ScalarKind.Name or ScalarKind.InterfaceName when !scalar.IsNull => "choose a name that begins with a letter",
        _ => $"write {shape.Noun}, as in `{shape.Example}`",
    };

    private static bool CheckNumber(ScalarShape shape, SourceScalar scalar, string what, FaultList faults)
    {
        if (TryNumber(scalar.Text, out long value) && value >= shape.Minimum && value <= shape.Maximum)
        {
            return true;
        }

        string outside = shape == ScalarShapes.Vlan ? $"VLAN {Excerpt(scalar.Text)}" : $"{what} {Excerpt(scalar.Text)}";
        faults.Add(
            FaultCode.NumberOutOfRange,
            scalar.Span,
            $"{outside} is outside {shape.Minimum}-{shape.Maximum}",
            $"use {shape.Minimum} to {shape.Maximum}");
        return false;
    }

    /// <summary>A YAML integer: decimal, or with 0x or 0o in front. False when it does not fit.</summary>
    public static bool TryNumber(string text, out long value)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        }

        if (!text.StartsWith("0o", StringComparison.Ordinal))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        value = 0;
        const int MostOctalDigits = 20;
        foreach (char digit in text.AsSpan(2, Math.Min(text.Length - 2, MostOctalDigits)))
        {
            value = (value * 8) + (digit - '0');
        }

        return text.Length - 2 <= MostOctalDigits;
    }

    private static bool CheckDuration(ScalarShape shape, SourceScalar scalar, string what, FaultList faults)
    {
        if (!DurationText.TryParse(scalar.Text, out TimeSpan duration))
        {
            faults.Add(
                FaultCode.BadDuration,
                scalar.Span,
                $"{what} `{Excerpt(scalar.Text)}` is not a duration",
                "write a whole number and ms, s, m or h, as in `500ms`");
            return false;
        }

        if (duration.TotalMilliseconds >= shape.Minimum && duration.TotalMilliseconds <= shape.Maximum)
        {
            return true;
        }

        string shortest = DurationText.Format(TimeSpan.FromMilliseconds(shape.Minimum));
        string longest = DurationText.Format(TimeSpan.FromMilliseconds(shape.Maximum));
        faults.Add(
            FaultCode.DurationOutOfRange,
            scalar.Span,
            $"{what} {scalar.Text} is outside {shortest} to {longest}",
            $"use {shortest} to {longest}");
        return false;
    }

    private static bool CheckChoice(ScalarShape shape, SourceScalar scalar, string what, FaultList faults)
    {
        if (shape.Choices.Contains(scalar.Text))
        {
            return true;
        }

        string cure = shape.Choices.Length == 1 ? $"only `{shape.Choices[0]}` may stand here" : Suggestion.For(scalar.Text, shape.Choices, "choices");
        faults.Add(FaultCode.NotAChoice, scalar.Span, $"{what} cannot be `{Excerpt(scalar.Text)}`", cure);
        return false;
    }

    private static bool CheckName(SourceScalar scalar, string what, FaultList faults)
    {
        if (IsName(scalar.Text, ScalarShapes.NameLength))
        {
            return true;
        }

        faults.Add(
            FaultCode.BadName,
            scalar.Span,
            $"`{Excerpt(scalar.Text)}` cannot be {what}",
            $"a letter, then letters, digits, `-`, `_` or `.`, at most {ScalarShapes.NameLength} in all");
        return false;
    }

    private static bool CheckInterfaceName(SourceScalar scalar, string what, FaultList faults)
    {
        if (IsName(scalar.Text, ScalarShapes.InterfaceNameLength))
        {
            return true;
        }

        bool isTooLong = IsName(scalar.Text, int.MaxValue);
        faults.Add(
            FaultCode.BadInterfaceName,
            scalar.Span,
            isTooLong
                ? $"`{Excerpt(scalar.Text)}` has {scalar.Text.Length} characters; the kernel takes interface names of at most {ScalarShapes.InterfaceNameLength}"
                : $"`{Excerpt(scalar.Text)}` cannot be {what}",
            isTooLong ? "shorten it" : $"a letter, then letters, digits, `-`, `_` or `.`, at most {ScalarShapes.InterfaceNameLength} in all");
        return false;
    }

    private static bool CheckForm(ScalarShape shape, SourceScalar scalar, string what, FaultList faults)
    {
        string text = scalar.Text;
        (bool isRight, FaultCode code) = shape.Kind switch
        {
            ScalarKind.Address => (IpAddress.TryParse(text, out _), FaultCode.BadAddress),
            ScalarKind.AddressWithLength => (AddressText.TryParse(text, out _), FaultCode.BadAddress),
            ScalarKind.Prefix => (IpPrefix.TryParse(text, out _), FaultCode.BadAddress),
            ScalarKind.Mac => (MacAddress.TryParse(text, out _), FaultCode.BadMac),
            ScalarKind.SystemId => (SystemId.TryParse(text, out _), FaultCode.BadSystemId),
            ScalarKind.Link => (LinkText.TryParse(text, out _), FaultCode.BadLink),
            ScalarKind.FilePath => (text.Length is >= 1 and <= 1024 && !text.AsSpan().ContainsAnyInRange('\u0000', '\u001f') && !text.Contains('\u007f'), FaultCode.BadFilePath),
            ScalarKind.Service => (PolicyServiceText.TryParse(text, out _), FaultCode.BadService),
            ScalarKind.Rate => (DataRate.TryParse(text, out _), FaultCode.BadRate),
            ScalarKind.DiffServ => (DiffServCode.TryParse(text, out _), FaultCode.BadDiffServ),
            ScalarKind.Member => (
                IsName(text, ScalarShapes.NameLength) || MacAddress.TryParse(text, out _) || IpPrefix.TryParse(text, out _) || IpAddress.TryParse(text, out _),
                FaultCode.BadMember),
            ScalarKind.PortReference => (LinkText.TryParseEnd(text, out LinkEnd end) && end.Port.Length > 0, FaultCode.BadPortReference),
            _ => throw new InvalidOperationException($"{shape.Kind} is no form"),
        };
        if (!isRight)
        {
            faults.Add(code, scalar.Span, $"{what} `{Excerpt(text)}` is not {shape.Noun}", FormCure(shape, text));
        }

        return isRight;
    }

    private static string FormCure(ScalarShape shape, string text) => shape.Kind switch
    {
        ScalarKind.Service => "one of `tcp/443`, `udp/5000-6000`, `tcp`, `icmp/echo-request`, `icmp6`, `ping`, `proto/89` and `any`",
        ScalarKind.Rate => "write a number with its unit, `k`, `M` or `G`: `1500k`, `100M`, `1G`",
        ScalarKind.DiffServ => "one of `CS0` to `CS7`, `AF11` to `AF43`, `EF` and `LE`",
        ScalarKind.Prefix or ScalarKind.Member when IpPrefix.TryParse(text, out IpPrefix prefix, allowHostBits: true) => $"the host bits must be zero: `{prefix}`",
        ScalarKind.AddressWithLength when IpAddress.TryParse(text, out _) => $"add the prefix length, as in `{Excerpt(text)}/{(text.Contains(':') ? 64 : 24)}`",
        ScalarKind.Address when AddressText.TryParse(text, out GatewayAddress address) => $"without the prefix length: `{address.Address}`",
        _ => $"write {shape.Noun.Split(", as in", 2)[0]}, as in `{shape.Example}`",
    };
}
