using System.CommandLine;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft import FILE</c>: a fabric file of the shape of a netlab or containerlab topology.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        Argument<string> path = new("FILE") { Description = "a topology of netlab or containerlab; - reads standard input" };
        Option<string?> from = new("--from") { Description = "the format of the file; without it the file tells" };
        from.AcceptOnlyFromAmong("netlab", "containerlab");
        Option<string?> output = new("--output", "-o") { Description = "where the fabric file is written; without it to standard output" };
        Option<bool> force = new("--force") { Description = "write over a file that is there" };
        Option<bool> all = new("--all") { Description = $"list everything that was not taken over, not only the first {ImportText.ShownNotes}" };
        Command command = new(
            "import",
            "Write a fabric file of the shape of another tool's topology, and list what could not be taken over. "
            + "Exit code 0: the whole network was, 4: a part was not, 1: the topology has faults or the fabric file misses something, 2: no such file.")
        {
            path, from, output, force, all,
        };
        command.SetAction(parsed => Run(parsed.GetValue(path)!, parsed.GetValue(from), parsed.GetValue(output), parsed.GetValue(force), parsed.GetValue(all)));
        return command;
    }

    private static int Run(string path, string? from, string? output, bool force, bool showAll)
    {
        if (output is not null && !force && File.Exists(output))
        {
            Console.Error.WriteLine($"weft import: {output} is there already: name another file, or add --force");
            return ExitCode.Usage;
        }

        if (!InputFile.TryRead("weft import", path, out string text))
        {
            return ExitCode.Usage;
        }

        TopologyFormat? format = from switch { "netlab" => TopologyFormat.Netlab, "containerlab" => TopologyFormat.Containerlab, _ => null };
        TopologyImportResult result = TopologyImport.Import(text, format, NameOf(path));
        if (result.FabricText is { } fabric && !TryWrite(output, fabric))
        {
            return ExitCode.Usage;
        }

        Console.Error.Write(ImportText.Render(InputFile.NameOf(path), output ?? "the fabric file", result, showAll));
        return ImportText.ExitOf(result);
    }

    /// <summary>The file's name without its endings; of a file that every topology may be named, its folder's.</summary>
    private static string? NameOf(string path)
    {
        if (InputFile.IsStandardInput(path))
        {
            return null;
        }

        string name = Path.GetFileName(path).Split('.')[0];
        return name is "topology" or "topo" or "" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) : name;
    }

    private static bool TryWrite(string? path, string text)
    {
        if (path is null)
        {
            Console.Out.Write(text);
            return true;
        }

        try
        {
            File.WriteAllText(path, text);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"weft import: cannot write {path}: {InputFile.Reason(exception)}");
            return false;
        }
    }
}
