using System.Text.Json;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Renders faults for programs: one JSON document whatever the number of files. Format weft.check/1; within a major only additions.</summary>
internal static class FaultJson
{
    public static string Render(IReadOnlyList<CheckedFile> files) => JsonText.Write(json =>
    {
        json.WriteString("format", "weft.check/1");
        json.WriteNumber("errors", files.Sum(file => file.Load.ErrorCount));
        json.WriteNumber("warnings", files.Sum(file => file.Load.WarningCount));
        json.WriteStartArray("files");
        foreach (CheckedFile file in files)
        {
            WriteFile(json, file);
        }

        json.WriteEndArray();
    });

    private static void WriteFile(Utf8JsonWriter json, CheckedFile file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteNumber("itemsRead", file.Load.ItemsRead);
        json.WriteStartArray("faults");
        foreach (Fault fault in file.Load.Faults)
        {
            json.WriteStartObject();
            json.WriteString("code", fault.Code.Text());
            json.WriteString("severity", fault.Severity == FaultSeverity.Error ? "error" : "warning");
            json.WriteString("message", fault.Message);
            json.WriteString("cure", fault.Cure);
            WritePlace(json, fault.Span);
            json.WriteStartArray("labels");
            foreach (FaultLabel label in fault.Labels)
            {
                json.WriteStartObject();
                json.WriteString("text", label.Text);
                WritePlace(json, label.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
        json.WriteNumber("length", span.Length);
    }
}
