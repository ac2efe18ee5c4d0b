using System.Diagnostics;

namespace Weft.Cli.Tests;

/// <summary>Runs the built <c>weft</c> as a user does.</summary>
internal static class WeftProcess
{
    public static (int Exit, string Output, string Error) Run(string input, params string[] arguments) => Run(input, null, arguments);

    /// <summary>Runs it with the fabrics and stories of a project.</summary>
    public static (int Exit, string Output, string Error) RunAt(string home, params string[] arguments) => Run(string.Empty, home, arguments);

    private static (int Exit, string Output, string Error) Run(string input, string? home, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "weft.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (home is not null)
        {
            start.Environment["WEFT_HOME"] = home;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
