using System.CommandLine;

namespace Weft.Cli;

/// <summary>What a simulated run is to show beside its text.</summary>
/// <param name="Html">Where the page goes; null for none.</param>
/// <param name="Sequence">Print each move as a sequence diagram.</param>
/// <param name="Captures">Links and the capture file of each.</param>
internal sealed record SightOptions(string? Html, bool Sequence, IReadOnlyList<(string Link, string File)> Captures)
{
    /// <summary>Nothing.</summary>
    public static SightOptions None { get; } = new(null, false, []);

    /// <summary>True when stories must be recorded.</summary>
    public bool Records => Html is not null || Sequence;

    /// <summary><c>--html</c>, for lab and simulator.</summary>
    public static Option<string?> HtmlOption() => new("--html") { Description = "write the run as one HTML page that needs nothing else", HelpName = "FILE" };

    /// <summary><c>--sequence</c>, for lab and simulator.</summary>
    public static Option<bool> SequenceOption() => new("--sequence") { Description = "print each move of a host as a sequence diagram" };

    /// <summary><c>--pcap</c>. Each must be a link, an equals sign and a file.</summary>
    public static Option<string[]> PcapOption()
    {
        Option<string[]> option = new("--pcap") { Description = "capture a link, as in leaf1-spine1=FILE, or what is plugged into a port, as in leaf1:swp1=FILE (may be given more than once)", HelpName = "LINK=FILE" };
        option.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text.IndexOf('=') is < 1 || text.EndsWith('=')))
            {
                result.AddError($"`{text}` is not LINK=FILE, as in leaf1-spine1=spine.pcap");
            }
        });
        return option;
    }

    /// <summary>Splits what <see cref="PcapOption"/> took.</summary>
    public static (string Link, string File)[] Captured(string[] texts) =>
        [.. texts.Select(text => (text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]))];
}
