using System.Text.Json;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Renders faults as SARIF 2.1.0, which code-review systems show beside the lines.</summary>
internal static class FaultSarif
{
    public static string Render(IReadOnlyList<CheckedFile> files) => JsonText.Write(json =>
    {
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, files);
        json.WriteStartArray("results");
        foreach (CheckedFile file in files)
        {
            foreach (Fault fault in file.Load.Faults)
            {
                WriteResult(json, file.Path, fault);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteTool(Utf8JsonWriter json, IReadOnlyList<CheckedFile> files)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "weft check");
        json.WriteStartArray("rules");
        foreach (FaultCode code in files.SelectMany(file => file.Load.Faults).Select(fault => fault.Code).Distinct().Order())
        {
            FaultInfo info = FaultCatalog.Find(code);
            json.WriteStartObject();
            json.WriteString("id", code.Text());
            WriteMessage(json, "shortDescription", info.Title);
            WriteMessage(json, "fullDescription", info.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, string path, Fault fault)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", fault.Code.Text());
        json.WriteString("level", fault.Severity == FaultSeverity.Error ? "error" : "warning");
        WriteMessage(json, "message", $"{fault.Message}: {fault.Cure}");
        json.WriteStartArray("locations");
        WriteLocation(json, path, fault.Span, null);
        json.WriteEndArray();
        if (!fault.Labels.IsEmpty)
        {
            json.WriteStartArray("relatedLocations");
            foreach (FaultLabel label in fault.Labels)
            {
                WriteLocation(json, path, label.Span, label.Text);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, string path, SourceSpan span, string? text)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", path.Replace('\\', '/'));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", span.Line);
        json.WriteNumber("startColumn", span.Column);
        json.WriteNumber("endColumn", span.Column + span.Length);
        json.WriteEndObject();
        json.WriteEndObject();
        if (text is not null)
        {
            WriteMessage(json, "message", text);
        }

        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
