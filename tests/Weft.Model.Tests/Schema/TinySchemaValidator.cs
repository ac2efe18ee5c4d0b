using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weft.Model.Tests;

/// <summary>
/// Validates a YAML tree against a JSON Schema, as far as the fabric schema goes. It throws at a keyword it does not know, so that the schema
/// cannot come to use one that nobody checks.
/// </summary>
internal static class TinySchemaValidator
{
    /// <summary>The first violation, or null when the document is valid.</summary>
    public static string? FirstViolation(JsonElement schema, SourceNode node, string path = "$")
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            string? violation = keyword.Name switch
            {
                "$schema" or "title" or "description" or "examples" or "then" => null,
                "type" => CheckType(keyword.Value, node),
                "pattern" => node is SourceScalar { Kind: ResolvedKind.Text } text && !Regex.IsMatch(text.Text, keyword.Value.GetString()!, RegexOptions.ECMAScript) ? $"`{text.Text}` does not match" : null,
                "minimum" => Number(node) < keyword.Value.GetInt64() ? "too small" : null,
                "maximum" => Number(node) > keyword.Value.GetInt64() ? "too large" : null,
                "minItems" => node is SourceList list && list.Items.Length < keyword.Value.GetInt32() ? "too few items" : null,
                "minProperties" => node is SourceMap map && map.Entries.Length < keyword.Value.GetInt32() ? "too few properties" : null,
                "required" => CheckRequired(keyword.Value, node),
                "properties" => CheckProperties(keyword.Value, node, path),
                "additionalProperties" => CheckAdditional(schema, keyword.Value, node, path),
                "propertyNames" => CheckNames(keyword.Value, node),
                "items" => CheckItems(keyword.Value, node, path),
                "if" => FirstViolation(keyword.Value, node) is null ? FirstViolation(schema.GetProperty("then"), node, path) : null,
                "oneOf" => keyword.Value.EnumerateArray().Count(option => FirstViolation(option, node) is null) == 1 ? null : "not exactly one of the options",
                _ => throw new NotSupportedException($"keyword {keyword.Name}"),
            };
            if (violation is not null)
            {
                return violation.StartsWith('$') ? violation : $"{path}: {violation}";
            }
        }

        return null;
    }

    private static string TypeOf(SourceNode node) => node switch
    {
        SourceList => "array",
        SourceMap => "object",
        SourceScalar { Kind: ResolvedKind.Null } => "null",
        SourceScalar { Kind: ResolvedKind.Flag } => "boolean",
        SourceScalar { Kind: ResolvedKind.Integer } => "integer",
        SourceScalar { Kind: ResolvedKind.Real } => "number",
        _ => "string",
    };

    private static string? CheckType(JsonElement wanted, SourceNode node)
    {
        IEnumerable<string?> types = wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray().Select(type => type.GetString()) : [wanted.GetString()];
        return types.Contains(TypeOf(node)) ? null : $"is {TypeOf(node)}, not {string.Join(" or ", types)}";
    }

    private static decimal? Number(SourceNode node)
    {
        if (node is not SourceScalar { Kind: ResolvedKind.Integer } scalar)
        {
            return null;
        }

        return ScalarCheck.TryNumber(scalar.Text, out long value) ? value : scalar.Text.StartsWith('-') ? decimal.MinValue : decimal.MaxValue;
    }

    private static string? CheckRequired(JsonElement names, SourceNode node) =>
        node is SourceMap map && names.EnumerateArray().FirstOrDefault(name => map.Find(name.GetString()!) is null) is { ValueKind: JsonValueKind.String } missing
            ? $"{missing} is missing"
            : null;

    private static string? CheckProperties(JsonElement properties, SourceNode node, string path) => (node as SourceMap)?.Entries
        .Select(entry => properties.TryGetProperty(entry.Key.Text, out JsonElement inner) ? FirstViolation(inner, entry.Value, $"{path}.{entry.Key.Text}") : null)
        .FirstOrDefault(violation => violation is not null);

    private static string? CheckAdditional(JsonElement schema, JsonElement additional, SourceNode node, string path)
    {
        if (node is not SourceMap map)
        {
            return null;
        }

        IEnumerable<SourceEntry> others = map.Entries.Where(entry => !schema.TryGetProperty("properties", out JsonElement known) || !known.TryGetProperty(entry.Key.Text, out _));
        return additional.ValueKind == JsonValueKind.False
            ? others.Select(entry => $"{path}: {entry.Key.Text} is unknown").FirstOrDefault()
            : others.Select(entry => FirstViolation(additional, entry.Value, $"{path}.{entry.Key.Text}")).FirstOrDefault(violation => violation is not null);
    }

    private static string? CheckNames(JsonElement names, SourceNode node) => (node as SourceMap)?.Entries
        .Where(entry => !Regex.IsMatch(entry.Key.Text, names.GetProperty("pattern").GetString()!, RegexOptions.ECMAScript))
        .Select(entry => $"name {entry.Key.Text} does not match")
        .FirstOrDefault();

    private static string? CheckItems(JsonElement items, SourceNode node, string path) => (node as SourceList)?.Items
        .Select((item, index) => FirstViolation(items, item, $"{path}[{index}]"))
        .FirstOrDefault(violation => violation is not null);
}
