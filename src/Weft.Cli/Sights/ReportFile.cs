using System.Text.Json;
using Weft.Report;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>Writes the page of a run.</summary>
internal static class ReportFile
{
    /// <summary>Writes it and says where. Throws <see cref="IOException"/> when it cannot be written.</summary>
    public static void Write(string path, RunRecord run, RunReport report, RunText text)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(path, HtmlReport.Render(run, JsonSerializer.Serialize(report, RunReportJson.Default.RunReport)));
        text.Line($"report {path}");
    }
}
