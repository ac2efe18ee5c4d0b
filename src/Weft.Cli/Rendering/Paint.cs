namespace Weft.Cli;

/// <summary>Colours of a terminal; plain text everywhere else. NO_COLOR wins over everything.</summary>
internal sealed class Paint(bool isEnabled)
{
    /// <summary>Colours when standard output is a terminal that may have them.</summary>
    public static Paint ForOutput { get; } = new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));

    /// <summary>No colours.</summary>
    public static Paint None { get; } = new(false);

    public string Bold(string text) => Wrap("1", text);

    public string Red(string text) => Wrap("1;31", text);

    public string Yellow(string text) => Wrap("1;33", text);

    public string Blue(string text) => Wrap("34", text);

    private string Wrap(string code, string text) => isEnabled ? $"\e[{code}m{text}\e[0m" : text;
}
