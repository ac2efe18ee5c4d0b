using System.CommandLine;

namespace Weft.Cli;

/// <summary>The options <c>--native</c> and <c>--uml</c>, which exclude each other.</summary>
internal sealed class KernelOptions
{
    public KernelOptions() => Uml.Validators.Add(result =>
    {
        if (result.GetValue(Native) && result.GetValue(Uml))
        {
            result.AddError("--native and --uml exclude each other");
        }
    });

    public Option<bool> Native { get; } = new("--native") { Description = "this machine's own kernel, whatever it can do; needs root" };

    public Option<bool> Uml { get; } = new("--uml") { Description = "a User-Mode Linux kernel; needs no root, and is slow" };

    /// <summary>True for User-Mode Linux, false for the native kernel, null when the lab is to choose.</summary>
    public bool? Of(ParseResult parsed) => parsed.GetValue(Uml) ? true : parsed.GetValue(Native) ? false : null;
}
