using System.Diagnostics;

namespace Weft.Lab;

/// <summary>Runs the system's own tools (<c>ip</c>, <c>bridge</c>, <c>vtysh</c>) and can show each line to the user.</summary>
public sealed class CommandRunner(Action<string>? echo = null)
{
    /// <summary>Runs a command to its end; never throws for a non-zero exit code.</summary>
    public CommandResult Try(string file, IEnumerable<string> arguments, string? input = null)
    {
        ProcessStartInfo start = new(file)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Start(start);
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Runs a command; throws <see cref="LabException"/> with its own words when it fails.</summary>
    public string Run(string file, IEnumerable<string> arguments, string? input = null)
    {
        string[] all = [.. arguments];
        CommandResult result = Try(file, all, input);
        return result.ExitCode == 0
            ? result.Output
            : throw new LabException($"{file} {string.Join(' ', all)}: {FirstLine(result.Error, result.Output)} (exit {result.ExitCode})");
    }

    /// <summary>Runs <c>ip</c> commands as one batch, inside a namespace or (null) outside of all.</summary>
    public void IpBatch(string? inNamespace, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        string prefix = inNamespace is null ? "ip" : $"ip -n {inNamespace}";
        foreach (string line in lines)
        {
            echo?.Invoke($"{prefix} {line}");
        }

        string[] arguments = inNamespace is null ? ["-batch", "-"] : ["-n", inNamespace, "-batch", "-"];
        CommandResult result = Try("ip", arguments, string.Join('\n', lines) + '\n');
        if (result.ExitCode != 0)
        {
            throw new LabException($"{prefix}: {Explain(result.Error, lines)}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new LabException($"{start.FileName} did not start");
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new LabException($"{start.FileName} cannot be run: {fault.Message}", fault);
        }
    }

    /// <summary>iproute2 says "Command failed -:3"; name the line instead of its number.</summary>
    private static string Explain(string error, IReadOnlyCollection<string> lines)
    {
        const string Marker = "Command failed -:";
        int at = error.IndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
        {
            return FirstLine(error, "failed");
        }

        string number = new([.. error[(at + Marker.Length)..].TakeWhile(char.IsAsciiDigit)]);
        string line = int.TryParse(number, out int index) && index >= 1 && index <= lines.Count ? lines.ElementAt(index - 1) : "?";
        return $"{line}: {FirstLine(error, "failed")}";
    }

    private static string FirstLine(string text, string otherwise)
    {
        string source = string.IsNullOrWhiteSpace(text) ? otherwise : text;
        return source.Trim().Split('\n')[0];
    }
}
