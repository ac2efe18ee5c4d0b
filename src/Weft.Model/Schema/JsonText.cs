using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weft.Model;

/// <summary>JSON for people and programs alike: one indented document with a final newline, quotation marks and letters as they are.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document whose members <paramref name="write"/> writes; the braces around them are written here.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, _options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
