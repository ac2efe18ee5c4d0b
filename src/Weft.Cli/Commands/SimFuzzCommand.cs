using System.CommandLine;
using System.Globalization;

namespace Weft.Cli;

/// <summary><c>weft sim fuzz</c>: draws fabrics and what happens in them, one from each seed, and looks for what must not be.</summary>
internal static class SimFuzzCommand
{
    public static Command Create()
    {
        Option<string> seeds = new("--seeds") { Description = "from which seed to which, as in 1..100", DefaultValueFactory = _ => "1..100" };
        Option<int> minutes = new("--minutes") { Description = "go on for so many minutes, from the first seed of --seeds" };
        Option<bool> json = new("--json") { Description = "a JSON line for each seed that fails, and one for the whole" };
        Option<string?> trace = new("--trace") { Description = "write every event of the last seed that fails to this file, a line each" };
        Command command = new(
            "fuzz",
            "Draw a fabric, traffic, moves, faults and lies from each seed, play them in virtual time and check that what must never be never is, and that all is well after healing. "
            + "Exit code 0: all seeds are clean, 1: one is not.")
        {
            seeds, minutes, json, trace,
        };
        command.SetAction(parsed => SimRunCommand.Guard(() =>
        {
            if (!TryRange(parsed.GetValue(seeds)!, out ulong first, out ulong last))
            {
                Console.Error.WriteLine("weft sim: --seeds takes a number, or two as in 1..100");
                return ExitCode.Usage;
            }

            TimeSpan? time = parsed.GetValue(minutes) > 0 ? TimeSpan.FromMinutes(parsed.GetValue(minutes)) : null;
            return new SimFuzz(parsed.GetValue(json), parsed.GetValue(trace)).Run(first, time is null ? last : ulong.MaxValue, time);
        }));
        return command;
    }

    private static bool TryRange(string text, out ulong first, out ulong last)
    {
        string[] parts = text.Split("..");
        last = 0;
        bool isFirst = ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out first);
        bool isLast = parts.Length == 1 ? isFirst : parts.Length == 2 && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out last);
        last = parts.Length == 1 ? first : last;
        return isFirst && isLast && first <= last;
    }
}
