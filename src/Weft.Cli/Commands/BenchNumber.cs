using System.CommandLine;

namespace Weft.Cli;

/// <summary>Options of the benchmarks that say how many.</summary>
internal static class BenchNumber
{
    /// <summary>An option from 1 to a limit.</summary>
    public static Option<int> Create(string name, string description, int usual, int most)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            int value = result.GetValueOrDefault<int>();
            if (value < 1 || value > most)
            {
                result.AddError($"{name} must be 1 to {most}");
            }
        });
        return option;
    }
}
