namespace Weft.Cli;

/// <summary>A file that a command reads whole; a dash is standard input.</summary>
internal static class InputFile
{
    private const string StandardInput = "-";

    /// <summary>True when the path means standard input.</summary>
    public static bool IsStandardInput(string path) => path == StandardInput;

    /// <summary>What to call it in messages.</summary>
    public static string NameOf(string path) => IsStandardInput(path) ? "<stdin>" : path;

    /// <summary>Reads it; false after a sentence on standard error.</summary>
    /// <param name="command">The command's name, for the sentence.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">What is in it.</param>
    public static bool TryRead(string command, string path, out string text)
    {
        try
        {
            text = IsStandardInput(path) ? Console.In.ReadToEnd() : File.ReadAllText(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{command}: cannot read {path}: {Reason(exception)}");
            text = "";
            return false;
        }
    }

    /// <summary>Why a file cannot be read or written, in a few words.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such folder",
        UnauthorizedAccessException => "it is a directory, or permission is denied",
        _ => exception.Message,
    };
}
