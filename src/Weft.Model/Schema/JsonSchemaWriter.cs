using System.Text.Json;

namespace Weft.Model;

/// <summary>Writes the format as a JSON Schema (draft 2020-12) that editors use to complete, explain and mark.</summary>
public static class JsonSchemaWriter
{
    /// <summary>The schema as text, with a final newline.</summary>
    public static string Write() => JsonText.Write(json =>
    {
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "Weft fabric file");
        WriteBody(json, FabricFormat.Fabric);
    });

    private static void WriteSchema(Utf8JsonWriter json, Shape shape, string description)
    {
        json.WriteStartObject();
        if (description.Length > 0)
        {
            json.WriteString("description", description);
        }

        WriteBody(json, shape);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, Shape shape)
    {
        List<string> types = [];
        AddTypes(shape, types);
        if (types.Count == 1)
        {
            json.WriteString("type", types[0]);
        }
        else
        {
            json.WriteStartArray("type");
            types.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        WriteKeywords(json, shape);
    }

    /// <summary>Each keyword speaks of one type only (a pattern of strings, properties of objects), so alternatives need no <c>anyOf</c>.</summary>
    private static void WriteKeywords(Utf8JsonWriter json, Shape shape)
    {
        switch (shape)
        {
            case ScalarShape scalar:
                WriteScalar(json, scalar);
                break;
            case ListShape list:
                json.WritePropertyName("items");
                WriteSchema(json, list.Item, "");
                if (list.Minimum > 0)
                {
                    json.WriteNumber("minItems", list.Minimum);
                }

                break;
            case MapShape map:
                WriteMap(json, map);
                break;
            case ObjectShape keys:
                WriteObject(json, keys);
                break;
            case AlternativeShape alternative:
                Shape?[] parts = [alternative.Scalar, alternative.List, alternative.Mapping];
                foreach (Shape part in parts.OfType<Shape>())
                {
                    WriteKeywords(json, part);
                }

                break;
        }
    }

    private static void AddTypes(Shape shape, List<string> types)
    {
        switch (shape)
        {
            case ScalarShape { Kind: ScalarKind.Number }:
                types.Add("integer");
                break;
            case ScalarShape { Kind: ScalarKind.Flag }:
                types.Add("boolean");
                break;
            case ScalarShape:
                types.Add("string");
                break;
            case ListShape list:
                types.Add("array");
                AddNull(types, list.Minimum == 0);
                break;
            case MapShape map:
                types.Add("object");
                AddNull(types, map.Minimum == 0);
                break;
            case ObjectShape keys:
                types.Add("object");
                AddNull(types, keys.AllowsEmpty);
                break;
            case AlternativeShape alternative:
                AddAlternativeTypes(alternative, types);
                break;
        }
    }

    private static void AddAlternativeTypes(AlternativeShape alternative, List<string> types)
    {
        if (alternative.Scalar is not null)
        {
            AddTypes(alternative.Scalar, types);
        }

        if (alternative.List is not null)
        {
            types.Add("array");
        }

        if (alternative.Mapping is not null)
        {
            AddTypes(alternative.Mapping, types);
        }
    }

    private static void AddNull(List<string> types, bool allowsEmpty)
    {
        if (allowsEmpty)
        {
            types.Add("null");
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, ScalarShape scalar)
    {
        if (scalar.Kind == ScalarKind.Number)
        {
            json.WriteNumber("minimum", scalar.Minimum);
            json.WriteNumber("maximum", scalar.Maximum);
        }

        if (!scalar.Choices.IsEmpty)
        {
            // An enum would bind the other types of an alternative too; a pattern speaks of strings only.
            json.WriteString("pattern", $"^({string.Join('|', scalar.Choices)})$");
        }
        else if (scalar.Pattern is not null)
        {
            json.WriteString("pattern", scalar.Pattern);
        }

        if (scalar.Example.Length > 0 && scalar.Kind is not (ScalarKind.Number or ScalarKind.Flag))
        {
            json.WriteStartArray("examples");
            foreach (string example in scalar.Choices.IsEmpty ? [scalar.Example] : scalar.Choices)
            {
                json.WriteStringValue(example);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteMap(Utf8JsonWriter json, MapShape map)
    {
        json.WriteStartObject("propertyNames");
        json.WriteString("pattern", map.Key.Pattern);
        json.WriteEndObject();
        json.WritePropertyName("additionalProperties");
        WriteSchema(json, map.Value, "");
        if (map.Minimum > 0)
        {
            json.WriteNumber("minProperties", map.Minimum);
        }
    }

    private static void WriteObject(Utf8JsonWriter json, ObjectShape shape)
    {
        json.WriteStartObject("properties");
        foreach (FormatKey key in shape.Keys)
        {
            json.WritePropertyName(key.Name);
            WriteSchema(json, key.Shape, key.Default.Length > 0 ? $"{key.Description} (default: {key.Default})" : key.Description);
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        if (shape.Keys.Any(key => key.IsRequired))
        {
            json.WriteStartArray("required");
            foreach (FormatKey key in shape.Keys.Where(key => key.IsRequired))
            {
                json.WriteStringValue(key.Name);
            }

            json.WriteEndArray();
        }

        WriteExactlyOne(json, shape);
    }

    private static void WriteExactlyOne(Utf8JsonWriter json, ObjectShape shape)
    {
        if (shape.ExactlyOneOf.IsEmpty)
        {
            return;
        }

        // "if" keeps the rule to mappings: an alternative may be a scalar here.
        json.WriteStartObject("if");
        json.WriteString("type", "object");
        json.WriteEndObject();
        json.WriteStartObject("then");
        json.WriteStartArray("oneOf");
        foreach (string name in shape.ExactlyOneOf)
        {
            json.WriteStartObject();
            json.WriteStartArray("required");
            json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
