using System.Diagnostics;
using System.Globalization;
using Weft.Fuzz;

// weft-fuzz [TARGET|all] [--seed N] [--iterations N | --seconds N] [--input HEX]
string name = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "all";
int seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
long iterations = long.Parse(Option("--iterations") ?? "100000", CultureInfo.InvariantCulture);
double seconds = double.Parse(Option("--seconds") ?? "0", CultureInfo.InvariantCulture);
List<FuzzTarget> targets = [.. FuzzTargets.All.Where(target => name == "all" || target.Name == name)];
if (targets.Count == 0)
{
    Console.Error.WriteLine($"no target '{name}'; there are: {string.Join(", ", FuzzTargets.All.Select(static target => target.Name))}");
    return 2;
}

if (Option("--input") is string hex)
{
    targets.ForEach(target => target.Run(Convert.FromHexString(hex)));
    return 0;
}

bool failed = false;
foreach (FuzzTarget target in targets)
{
    Stopwatch watch = Stopwatch.StartNew();
    long done = 0;
    FuzzFailure? failure = Fuzzer.Run(target, seed, iteration =>
    {
        done = iteration;
        return seconds > 0 ? watch.Elapsed.TotalSeconds < seconds : iteration < iterations;
    });
    Console.WriteLine(failure is null
        ? $"{target.Name,-14} {done,10} inputs, seed {seed}, none broke it"
        : $"{target.Name,-14} broken by input {failure.Iteration}, seed {seed}: {Convert.ToHexString(failure.Input)}\n{failure.Cause}");
    failed |= failure is not null;
}

return failed ? 1 : 0;

string? Option(string option)
{
    int index = Array.IndexOf(args, option);
    return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
}
